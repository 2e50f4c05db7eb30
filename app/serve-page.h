/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve-exchange.h"

G_BEGIN_DECLS

/**
 * uois_serve_page_answer:
 * @path: of a part of the page: "/", "/page.js", "/page.css" or "/page.json", its texts in the current language
 *
 * The page by which a person asks questions by hand. It fetches nothing but its own parts.
 */
void uois_serve_page_answer (UoisExchange *exchange, const char *path);

G_END_DECLS
