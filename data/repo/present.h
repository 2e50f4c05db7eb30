/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schema/registry.h"

G_BEGIN_DECLS

/**
 * uois_present_value:
 * @value: a value
 * @presentation: how its field is shown
 *
 * Text for people in the current locale: dates and times as they are written in
 * the current language, grouped digits, translated yes and no. Any thread, as
 * long as nobody calls setlocale().
 *
 * Returns: (transfer full): one line or, for long text, the text as it is; "" for null
 */
char *uois_present_value (const UoisValue *value, UoisPresentation presentation);

G_END_DECLS
