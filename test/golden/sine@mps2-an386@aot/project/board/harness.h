// SPDX-License-Identifier: Apache-2.0
/* The measuring program itself; start-up code calls it once and ends with the status that it returns. */
#ifndef TINYGEN_HARNESS_H
#define TINYGEN_HARNESS_H

#include <stdint.h>

int32_t harness_run(void);

#endif
