/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/export-wish.h"

#include "engine/engine.h"

ToposExportWish *
topos_export_wish_new (const char *library, const ToposFilter *filter)
{
  ToposExportWish *const self = g_new0 (ToposExportWish, 1);

  self->library = g_strdup (library);
  topos_filter_init (&self->filter);
  topos_filter_copy (&self->filter, filter);
  topos_picture_init (&self->picture);
  return self;
}

ToposExportWish *
topos_export_wish_copy (const ToposExportWish *wish)
{
  ToposExportWish *const copy = topos_export_wish_new (wish->library, &wish->filter);

  copy->output = g_strdup (wish->output);
  topos_picture_copy (&copy->picture, &wish->picture);
  return copy;
}

void
topos_export_wish_free (ToposExportWish *wish)
{
  if (wish == NULL)
    return;
  g_free (wish->library);
  g_free (wish->output);
  topos_filter_clear (&wish->filter);
  topos_picture_clear (&wish->picture);
  g_free (wish);
}

ToposExportJob
topos_export_wish_job (const ToposExportWish *wish)
{
  return (ToposExportJob){ .library = wish->library, .filter = &wish->filter,
                           .output = wish->output, .data_dir = topos_data_dir (),
                           .picture = &wish->picture };
}
