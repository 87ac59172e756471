// SPDX-License-Identifier: Apache-2.0
import { deflateRawSync } from "node:zlib";
import { Builder } from "flatbuffers";
import { describe, expect, it } from "vitest";
import { describeWithCorpus } from "../../test/support/corpus.js";
import { attachedLabels } from "./label-files.js";
import { readModel } from "./read.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array | undefined): string => Buffer.from(data ?? []).toString("utf8");

/** A ZIP archive as appended to a model of `before` bytes. */
function zip(files: Readonly<Record<string, string>>, method: 0 | 8, before: number): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = before;
  for (const [name, contents] of Object.entries(files)) {
    const data = method === 8 ? deflateRawSync(bytes(contents)) : Buffer.from(bytes(contents));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt32LE(bytes(contents).length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), data);
    directory.push(central, Buffer.from(name));
    at += 30 + name.length + data.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

/** Metadata of a model whose second output has a file of the given type. */
function metadata(file: string, type: number): Uint8Array {
  const builder = new Builder();
  const name = builder.createString(file);
  builder.startObject(5);
  builder.addFieldOffset(0, name, 0);
  builder.addFieldInt8(2, type, 0);
  const entry = builder.endObject();
  const list = (offsets: readonly number[]): number => {
    builder.startVector(4, offsets.length, 4);
    for (const offset of [...offsets].reverse()) builder.addOffset(offset);
    return builder.endVector();
  };
  const files = list([entry]);
  builder.startObject(7);
  const first = builder.endObject();
  builder.startObject(7);
  builder.addFieldOffset(6, files, 0);
  const second = builder.endObject();
  const outputs = list([first, second]);
  builder.startObject(5);
  builder.addFieldOffset(3, outputs, 0);
  const subgraphs = list([builder.endObject()]);
  builder.startObject(8);
  builder.addFieldOffset(3, subgraphs, 0);
  builder.finish(builder.endObject(), "M001");
  return builder.asUint8Array();
}

const MODEL = bytes("the model's own bytes");
const attach = (archive: Uint8Array): Uint8Array => Buffer.concat([MODEL, archive]);
const entry = (data: Uint8Array) => [{ name: "TFLITE_METADATA", data }];
const FILES = { "notes.txt": "no", "classes.txt": "yes\nno\n" };

describe("labels that a model brings along", () => {
  it.each([0, 8] as const)("are the file that the metadata name (method %i)", (method) => {
    const whole = attach(zip(FILES, method, MODEL.length));
    const found = attachedLabels(whole, entry(metadata("classes.txt", 2)));
    expect([found?.file, found?.output, text(found?.bytes)]).toEqual(["classes.txt", 1, FILES["classes.txt"]]);
  });

  it("are found where the archive counts from its own start", () => {
    const found = attachedLabels(attach(zip(FILES, 0, 0)), entry(metadata("classes.txt", 2)));
    expect(text(found?.bytes)).toBe(FILES["classes.txt"]);
  });

  it("are not files of another kind, nor any file of a model without metadata", () => {
    const whole = attach(zip(FILES, 0, MODEL.length));
    // TENSOR_VALUE_LABELS name the values of an output, not its elements.
    expect(attachedLabels(whole, entry(metadata("classes.txt", 3)))).toBeUndefined();
    expect(attachedLabels(whole, entry(metadata("absent.txt", 2)))).toBeUndefined();
    expect(attachedLabels(whole, [])).toBeUndefined();
    expect(attachedLabels(MODEL, entry(metadata("classes.txt", 2)))).toBeUndefined();
    const usual = attachedLabels(attach(zip({ "labels.txt": "a\nb" }, 0, MODEL.length)), []);
    expect([usual?.file, usual?.output, text(usual?.bytes)]).toEqual(["labels.txt", undefined, "a\nb"]);
  });

  it("never break on damaged bytes", () => {
    const whole = attach(zip(FILES, 8, MODEL.length));
    const table = metadata("classes.txt", 2);
    let found = 0;
    for (let i = 0; i < whole.length; i++) {
      const damaged = Uint8Array.from(whole);
      damaged[i] = 0xff;
      if (attachedLabels(damaged, entry(table)) !== undefined) found++;
      attachedLabels(whole.subarray(0, i), entry(table));
    }
    for (let i = 0; i < table.length; i++) {
      for (const value of [0, 0x7f, 0xff]) {
        const damaged = Uint8Array.from(table);
        damaged[i] = value;
        attachedLabels(whole, entry(damaged));
      }
      attachedLabels(whole, entry(table.subarray(0, i)));
    }
    expect(found).toBeGreaterThan(0);
  });
});

describeWithCorpus("labels of a published model", ({ models, bytes: read }) => {
  it("are found", () => {
    const model = models.find(({ name }) => name === "mobilenet_v2_100_224_ptq_uint8io_coral");
    const file = model === undefined ? new Uint8Array() : read(model);
    const found = attachedLabels(file, readModel(file).value?.metadata ?? []);
    expect([found?.file, found?.output]).toEqual(["imagenet_labels.txt", 0]);
    expect(text(found?.bytes).split("\n")[1]).toBe("tench, Tinca tinca");
  });
});
