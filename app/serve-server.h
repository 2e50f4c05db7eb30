/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve-access.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UoisServerOptions:
 * @access: who may ask
 * @body_limit: bytes of a request's body
 * @time_limit: seconds until the answer to a question, and for a client to send it
 * @waiting_limit: questions that may wait for a worker
 * @profile: whether to tell on standard error what each question costs
 */
typedef struct
{
  UoisAccess access;
  gint64 body_limit;
  guint time_limit;
  guint waiting_limit;
  gboolean profile;
} UoisServerOptions;

#define UOIS_SERVER_OPTIONS_INIT                                                                                       \
  {                                                                                                                    \
    .body_limit = 1024 * 1024, .time_limit = 10, .waiting_limit = 64                                                   \
  }

/**
 * UoisServer: a file over HTTP.
 *
 * `/graphql` answers questions; `/` is a page to ask them by hand, `/health`
 * says whether the server works, `/metrics` what it did. Belongs to the thread
 * that made it; answers are made on other threads.
 */
#define UOIS_TYPE_SERVER (uois_server_get_type ())
G_DECLARE_FINAL_TYPE (UoisServer, uois_server, UOIS, SERVER, GObject)

/* @options must outlive the server. */
UoisServer *uois_server_new (UoisFile *file, const UoisServerOptions *options);

/**
 * uois_server_listen:
 * @port: 0: any that is free
 *
 * Returns: whether it listens at @address
 */
gboolean uois_server_listen (UoisServer *server, GInetAddress *address, guint16 port, GError **error);

/* Returns: (transfer full): where it listens, "http://127.0.0.1:8080/" */
char *uois_server_get_address (UoisServer *server);

/**
 * uois_server_stop:
 *
 * Accepts nothing more, finishes what it has begun and then emits
 * #UoisServer::stopped, which may be at once.
 */
void uois_server_stop (UoisServer *server);

G_END_DECLS
