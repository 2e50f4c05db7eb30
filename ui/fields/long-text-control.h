/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fields/field-control.h"

G_BEGIN_DECLS

/* UoisLongTextControl: several lines of text; the control grows with them. */
#define UOIS_TYPE_LONG_TEXT_CONTROL (uois_long_text_control_get_type ())
G_DECLARE_FINAL_TYPE (UoisLongTextControl, uois_long_text_control, UOIS, LONG_TEXT_CONTROL, UoisFieldControl)

G_END_DECLS
