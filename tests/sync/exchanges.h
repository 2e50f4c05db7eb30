/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stack.h"

G_BEGIN_DECLS

/* Requests about one person (or a record of another table) with the id ID, and what answers to them mean. */

#define TOKEN "2026-01-02T03:04:05.678901"
#define OTHER_TOKEN "2026-01-02T03:04:05.678902"
#define ID "aa000000-0000-4000-8000-000000000001"

/* A user as servers show one, with room for one more member. */
#define USER(token, more)                                                                                              \
  "{\"id\":\"" ID "\",\"name\":\"Jan\",\"surname\":\"Nový\",\"email\":null,\"valid\":true,\"startdate\":null,"        \
  "\"enddate\":null,\"created\":null,\"lastchange\":" token ",\"createdby\":null,\"changedby\":null,"                  \
  "\"createdbyId\":null,\"changedbyId\":null" more "}"
#define QUOTED(text) "\"" text "\""
#define STUB                                                                                                           \
  "{\"id\":\"" ID "\",\"name\":null,\"surname\":null,\"email\":null,\"valid\":null,\"startdate\":null,"                \
  "\"enddate\":null,\"created\":null,\"lastchange\":null,\"createdbyId\":null,\"changedbyId\":null}"

UoisRequest *make_update (UoisDialect *dialect);
UoisRequest *make_insert (UoisDialect *dialect, const char *table);
UoisRequest *make_delete (UoisDialect *dialect);
UoisRequest *make_page (UoisDialect *dialect, const char *table);
UoisRequest *make_record (UoisDialect *dialect, const char *table);

UoisAnswer *answer_status (const UoisRequest *request, guint status, const char *content_type, const char *body);
UoisAnswer *answer_connection (const UoisRequest *request, UoisReplyState state, gboolean sent);
const UoisSyncRecord *get_record (const UoisAnswer *answer, guint index);

/* Fails unless an answer of that text, or that status, has the meaning. */
void check (const UoisRequest *request, const char *json, UoisAnswerKind expected);
void check_status (const UoisRequest *request, guint status, const char *body, UoisAnswerKind expected);

G_END_DECLS
