/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fields/field-control.h"

G_BEGIN_DECLS

/**
 * UoisTextControl: one line of text, or a value that is typed as one: a number, a date, an id.
 *
 * Beside it is what its kind wants: a calendar (Alt+Down) for dates, where Ctrl+; enters today; a button that opens an
 * address.
 */
#define UOIS_TYPE_TEXT_CONTROL (uois_text_control_get_type ())
G_DECLARE_FINAL_TYPE (UoisTextControl, uois_text_control, UOIS, TEXT_CONTROL, UoisFieldControl)

G_END_DECLS
