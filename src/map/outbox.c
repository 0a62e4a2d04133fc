/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/outbox.h"

#include <stdbool.h>

struct ToposOutbox {
  void (*take) (gpointer item, gpointer user_data);
  gpointer user_data;
  GMutex lock;    /* guards all below */
  GQueue items;
  guint source;   /* 0 when none waits */
};

static gboolean
dispatch_cb (gpointer data)
{
  ToposOutbox *self = data;

  g_mutex_lock (&self->lock);
  gpointer item = g_queue_pop_head (&self->items);
  const bool more = !g_queue_is_empty (&self->items);
  if (!more)
    self->source = 0;
  g_mutex_unlock (&self->lock);
  if (item != NULL)
    self->take (item, self->user_data);
  /* `self` may be gone with what was taken; then its source is as well. */
  return more ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

ToposOutbox *
topos_outbox_new (void (*take) (gpointer item, gpointer user_data), gpointer user_data)
{
  ToposOutbox *self = g_new0 (ToposOutbox, 1);

  self->take = take;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  g_queue_init (&self->items);
  return self;
}

void
topos_outbox_push (ToposOutbox *self, gpointer item)
{
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->items, item);
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, dispatch_cb, self, NULL);
  g_mutex_unlock (&self->lock);
}

void
topos_outbox_free (ToposOutbox *self, GDestroyNotify free_item)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_queue_clear_full (&self->items, free_item);
  g_mutex_clear (&self->lock);
  g_free (self);
}
