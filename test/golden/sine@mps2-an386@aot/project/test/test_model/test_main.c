/* The self-test of sine for `pio test`: one line for each case, read by test_custom_runner.py. */
#include <stdint.h>
#include <string.h>

#include "harness.h"
#include "model.h"
#include "platform.h"
#include "sine_selftest.h"

static void say(const char *text)
{
    platform_print(text, (uint32_t)strlen(text));
}

static void report(const char *name, int32_t passed, const char *reason)
{
    say("test ");
    say(name);
    if (passed) {
        say(" passed\n");
    } else {
        say(" FAILED: ");
        say(reason);
        say("\n");
    }
}

/*
 * The start-up code of the board calls this. The result is the exit code of the simulator, which PlatformIO takes for a
 * crash when it is not 0; what failed is in the lines.
 */
int32_t harness_run(void)
{
    report("init", model_init() == MODEL_OK, "the arena could not be set up");
#if !defined(TINYGEN_SINE_NO_SELFTEST)
    report("selftest", tinygen_sine_selftest() == 0, "the output differs from what TFLM's reference kernels compute");
    /* State is reset by the self-test, so that it gives the same bytes again. */
    report("selftest_again", tinygen_sine_selftest() == 0, "the second run differs from the first");
#endif
    memset(model_input(0), 0, model_input_bytes(0));
    report("invoke", model_invoke() == MODEL_OK, "model_invoke() returned an error");
    say("tests ended\n");
    return 0;
}
