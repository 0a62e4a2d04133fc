/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded before a program, counts what it does to files whose name has ".topos" in it (each write, cut,
 * rename and removal), and lets something happen at the one that the environment names:
 *
 *   MISHAP_COUNT=FILE   nothing; how many there were is written to FILE in the end
 *   MISHAP_KILL=N       half of the Nth is written, then the program is killed
 *   MISHAP_FULL=N       from the Nth on, the disk is full */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long done;

static long
wanted (const char *name)
{
  const char *value = getenv (name);

  return value != NULL ? atol (value) : 0;
}

static int
is_ours (int file)
{
  char link[64], path[4096];

  snprintf (link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink (link, path, sizeof path - 1);
  if (length <= 0)
    return 0;
  path[length] = '\0';
  return strstr (path, ".topos") != NULL;
}

/* Whether the disk is full by now; the caller has been killed if that was wanted, after `half` of what
 * it is about to do. */
static int
count_one (void (*half) (void *what), void *what)
{
  const long n = atomic_fetch_add (&done, 1) + 1;

  if (n == wanted ("MISHAP_KILL")) {
    if (half != NULL)
      half (what);
    raise (SIGKILL);
  }
  return wanted ("MISHAP_FULL") > 0 && n >= wanted ("MISHAP_FULL");
}

__attribute__ ((destructor)) static void
tell (void)
{
  const char *path = getenv ("MISHAP_COUNT");
  FILE *file = path != NULL ? fopen (path, "w") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "%ld\n", atomic_load (&done));
  fclose (file);
}

typedef ssize_t (*Pwrite) (int, const void *, size_t, off_t);

typedef struct {
  Pwrite pwrite;
  int file;
  const void *bytes;
  size_t length;
  off_t at;
} Writing;

static void
write_half (void *what)
{
  const Writing *writing = what;

  if (writing->pwrite (writing->file, writing->bytes, writing->length / 2, writing->at) < 0)
    return;
}

ssize_t
pwrite64 (int file, const void *bytes, size_t length, off_t at)
{
  Writing writing = { NULL, file, bytes, length, at };

  *(void **) &writing.pwrite = dlsym (RTLD_NEXT, "pwrite64");
  if (is_ours (file) && count_one (write_half, &writing)) {
    errno = ENOSPC;
    return -1;
  }
  return writing.pwrite (file, bytes, length, at);
}

ssize_t
write (int file, const void *bytes, size_t length)
{
  ssize_t (*next) (int, const void *, size_t);

  *(void **) &next = dlsym (RTLD_NEXT, "write");
  if (is_ours (file) && count_one (NULL, NULL)) {
    errno = ENOSPC;
    return -1;
  }
  return next (file, bytes, length);
}

int
ftruncate64 (int file, off_t length)
{
  int (*next) (int, off_t);

  *(void **) &next = dlsym (RTLD_NEXT, "ftruncate64");
  if (is_ours (file))
    count_one (NULL, NULL);
  return next (file, length);
}

int
rename (const char *from, const char *to)
{
  int (*next) (const char *, const char *);

  *(void **) &next = dlsym (RTLD_NEXT, "rename");
  if (strstr (to, ".topos") != NULL)
    count_one (NULL, NULL);
  return next (from, to);
}

int
unlink (const char *path)
{
  int (*next) (const char *);

  *(void **) &next = dlsym (RTLD_NEXT, "unlink");
  if (strstr (path, ".topos") != NULL)
    count_one (NULL, NULL);
  return next (path);
}
