/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/whole-file.h"

#include "core/error.h"
#include "core/translate.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

const char *
topos_whole_file_remedy (const char *path, const GError *cause)
{
  g_autofree char *folder = g_path_get_dirname (path);

  static const struct {
    int code;
    const char *words;
  } REMEDIES[] = {
    { G_FILE_ERROR_NOENT, N_ ("its folder is not there. Make the folder, or choose another") },
    { G_FILE_ERROR_NOTDIR, N_ ("what should be its folder is a file. Choose another folder") },
    { G_FILE_ERROR_ISDIR, N_ ("a folder has that name. Choose another name") },
    { G_FILE_ERROR_ACCES, N_ ("you may not write there. Choose another folder") },
    { G_FILE_ERROR_PERM, N_ ("you may not write there. Choose another folder") },
    { G_FILE_ERROR_ROFS, N_ ("the disk can only be read. Choose another") },
    { G_FILE_ERROR_NOSPC, N_ ("the disk is full. Free some space") },
    { G_FILE_ERROR_NAMETOOLONG, N_ ("its name is too long. Choose a shorter one") },
  };

  /* Folders that the system makes up have room for no file, and say that there is none. */
  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)
      && g_file_test (folder, G_FILE_TEST_IS_DIR))
    return _ ("no files can be made in that folder. Choose another folder");
  for (size_t i = 0; i < G_N_ELEMENTS (REMEDIES); i++)
    if (g_error_matches (cause, G_FILE_ERROR, REMEDIES[i].code))
      return _ (REMEDIES[i].words);
  return cause->message;
}

static bool
fail (GError **error)
{
  const int code = errno;

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (code), g_strerror (code));
  return false;
}

static bool
write_all (int file, const char *data, gsize length, GError **error)
{
  while (length > 0) {
    const ssize_t written = write (file, data, length);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return fail (error);
    data += written;
    length -= (gsize) written;
  }
  return fsync (file) == 0 || fail (error);
}

/* Gives the nameless file its name. Only a name that is free can be given, so one that is taken
 * is given away by a second name; a second name that a kill left behind was whole, and goes. */
static bool
name_file (int file, const char *path, GError **error)
{
  g_autofree char *nameless = g_strdup_printf ("/proc/self/fd/%d", file);
  g_autofree char *folder = g_path_get_dirname (path), *base = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.topos-part", base);
  g_autofree char *second = g_build_filename (folder, hidden, NULL);

  g_unlink (second);
  if (linkat (AT_FDCWD, nameless, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0)
    return true;
  if (errno != EEXIST || linkat (AT_FDCWD, nameless, AT_FDCWD, second, AT_SYMLINK_FOLLOW) != 0)
    return fail (error);
  if (g_rename (second, path) == 0)
    return true;
  fail (error);
  g_unlink (second);
  return false;
}

/* Where the file system knows files without a name: one that is killed half way leaves nothing. */
static bool
write_nameless (int file, const char *path, const char *data, gsize length, GError **error)
{
  const bool done
      = write_all (file, data, length, error) && name_file (file, path, error);

  return g_close (file, done ? error : NULL) && done;
}

char *
topos_whole_file_target (const char *path, GError **error)
{
  char *const target = realpath (path, NULL);
  GStatBuf status;

  if (target == NULL || g_stat (target, &status) != 0 || S_ISREG (status.st_mode)
      || S_ISDIR (status.st_mode))
    return target != NULL ? target : g_strdup (path);
  free (target);
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
               _ ("“%s” could not be written: it is a device or a pipe. Choose another name."), path);
  return NULL;
}

static bool
write_whole (const char *path, const char *data, gsize length, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const int file = g_open (folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);

  if (file >= 0)
    return write_nameless (file, path, data, length, error);
  return g_file_set_contents_full (path, data, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                   error);
}

bool
topos_whole_file_write (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *target = topos_whole_file_target (path, error);
  g_autoptr (GError) cause = NULL;
  gsize length;
  const char *const data = g_bytes_get_data (bytes, &length);

  if (target == NULL)
    return false;

  const bool done = write_whole (target, data, length, &cause);

  if (!done)
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT, _ ("“%s” could not be written: %s."), path,
                 topos_whole_file_remedy (path, cause));
  return done;
}
