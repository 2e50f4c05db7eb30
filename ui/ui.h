/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The door to the window: all of ui/ that app/ may use. */
#include "window/application.h"
