/* Example application for a simulated board: self-test, one inference, and out. */
#include <stdint.h>
#include <string.h>

#include "harness.h"
#include "model.h"
#include "platform.h"
#include "residual_selftest.h"

/* The inputs, outputs and labels that this file is written for; when they change, it no longer compiles. */
MODEL_REQUIRE_API(0x02410b39U);

static int32_t say(const char *text)
{
    platform_print(text, (uint32_t)strlen(text));
    return 0;
}

/* The start-up code of the board calls this; the result is the exit code of the simulator. */
int32_t harness_run(void)
{
    if (model_init() != MODEL_OK) {
        (void)say("residual: the arena could not be set up\n");
        return 1;
    }
#if !defined(TINYGEN_RESIDUAL_NO_SELFTEST)
    if (tinygen_residual_selftest() != 0) {
        (void)say("residual: self-test FAILED\n");
        return 1;
    }
    (void)say("residual: self-test passed\n");
#endif
    /* Put your data here, quantised with model_quantize_input_0() where the input is quantised. */
    memset(model_input(0), 0, model_input_bytes(0));
    return model_invoke() == MODEL_OK ? 0 : 1;
}
