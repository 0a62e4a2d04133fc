/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/cluster.h"

#include <math.h>

/* A generator of our own, so that a seed gives the same points everywhere. */
static double
next_unit (uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (double) (*state >> 11) / 9007199254740992.0;
}

typedef struct {
  ToposMercator *points;
  uint32_t *weights;
  size_t n;
} Cloud;

static void
cloud_clear (Cloud *cloud)
{
  g_free (cloud->points);
  g_free (cloud->weights);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cloud, cloud_clear)

/* Some evenly strewn, some heaped, some exactly alike, some on the 180th meridian. */
static void
cloud_fill (Cloud *cloud, size_t n, uint64_t seed)
{
  cloud->n = n;
  cloud->points = g_new (ToposMercator, n);
  cloud->weights = g_new (uint32_t, n);
  for (size_t i = 0; i < n; i++) {
    const double a = next_unit (&seed), b = next_unit (&seed), c = next_unit (&seed);
    if (c < 0.5)
      cloud->points[i] = (ToposMercator){ a, b };
    else if (c < 0.8)
      cloud->points[i] = (ToposMercator){ 0.7 + a * 0.001, 0.4 + b * 0.001 };
    else if (c < 0.9)
      cloud->points[i] = (ToposMercator){ 0.25, 0.25 };
    else
      cloud->points[i] = (ToposMercator){ a < 0.5 ? a * 1e-4 : 1 - (1 - a) * 1e-4, b };
    cloud->weights[i] = 1 + (uint32_t) (next_unit (&seed) * 50);
  }
}

typedef struct {
  const Cloud *cloud;
  int *seen;
  uint64_t weight;
  uint32_t n;
  uint32_t heaviest;
  ToposMercatorBox extent;
} Visit;

static void
visit_cb (uint32_t point, void *data)
{
  Visit *const visit = data;

  g_assert_cmpuint (point, <, visit->cloud->n);
  visit->seen[point]++;
  visit->n++;
  visit->weight += visit->cloud->weights[point];
  visit->heaviest = MAX (visit->heaviest, visit->cloud->weights[point]);
}

/* On the whole world every point is in exactly one cluster, whose sums are what a plain walk over
 * its points gives. */
static void
check_sums (const Cloud *cloud, double spacing)
{
  g_autoptr (ToposClusterIndex) index
      = topos_cluster_index_new (cloud->points, cloud->weights, cloud->n);
  g_autoptr (ToposClusters) found
      = topos_clusters_find (index, (ToposMercatorBox){ 0, 0, 1, 1 }, spacing, NULL, NULL, 0);
  g_autofree int *seen = g_new0 (int, cloud->n);
  uint64_t all = 0;

  for (guint i = 0; i < found->clusters->len; i++) {
    const ToposCluster *const c = &g_array_index (found->clusters, ToposCluster, i);
    Visit visit = { .cloud = cloud, .seen = seen };
    topos_cluster_foreach (index, found, c, visit_cb, &visit);
    g_assert_cmpuint (visit.n, ==, c->n);
    g_assert_cmpuint (visit.weight, ==, c->weight);
    if (c->n <= 64)
      g_assert_cmpuint (cloud->weights[c->lead], ==, visit.heaviest);
    g_assert_cmpfloat (c->middle.x, >=, c->extent.x0 - 1e-9);
    g_assert_cmpfloat (c->middle.x, <=, c->extent.x1 + 1e-9);
    g_assert_cmpfloat (c->middle.y, >=, c->extent.y0 - 1e-9);
    g_assert_cmpfloat (c->middle.y, <=, c->extent.y1 + 1e-9);
    all += c->weight;
  }
  for (size_t i = 0; i < cloud->n; i++) {
    g_assert_cmpint (seen[i], ==, 1);
    all -= cloud->weights[i];
  }
  g_assert_cmpuint (all, ==, 0);
}

static void
test_sums (void)
{
  for (int round = 0; round < 30; round++) {
    g_auto (Cloud) cloud = { 0 };
    cloud_fill (&cloud, 1 + round * 37, round);
    for (double spacing = 0.5; spacing > 1e-7; spacing /= 7)
      check_sums (&cloud, spacing);
  }
}

/* Every pair of clusters, the plain way: no two that were left apart are near. */
static void
test_apart (void)
{
  for (int round = 0; round < 20; round++) {
    g_auto (Cloud) cloud = { 0 };
    cloud_fill (&cloud, 400, 1000 + round);
    g_autoptr (ToposClusterIndex) index
        = topos_cluster_index_new (cloud.points, cloud.weights, cloud.n);
    for (double spacing = 0.2; spacing > 1e-5; spacing /= 5) {
      g_autoptr (ToposClusters) found
          = topos_clusters_find (index, (ToposMercatorBox){ 0, 0, 1, 1 }, spacing, NULL, NULL, 0);
      const ToposCluster *const c = (ToposCluster *) (void *) found->clusters->data;
      for (guint i = 0; i < found->clusters->len; i++)
        for (guint j = i + 1; j < found->clusters->len; j++)
          g_assert_cmpfloat (hypot (c[i].middle.x - c[j].middle.x, c[i].middle.y - c[j].middle.y),
                             >=, spacing);
    }
  }
}

/* Two islands on either side of the 180th meridian, one world apart in x, are one group when the
 * window spans it; and a window may lie any number of turns away. */
static void
test_wrap (void)
{
  const ToposMercator points[] = { { 0.9999, 0.5 }, { 0.0001, 0.5 }, { 0.5, 0.5 } };
  const uint32_t weights[] = { 3, 4, 5 };
  g_autoptr (ToposClusterIndex) index = topos_cluster_index_new (points, weights, 3);

  for (int turn = -2; turn <= 2; turn++) {
    g_autoptr (ToposClusters) found = topos_clusters_find (
        index, (ToposMercatorBox){ turn + 0.9, 0.4, turn + 1.1, 0.6 }, 0.01, NULL, NULL, 0);
    g_assert_cmpuint (found->clusters->len, ==, 1);
    const ToposCluster *const c = &g_array_index (found->clusters, ToposCluster, 0);
    g_assert_cmpuint (c->n, ==, 2);
    g_assert_cmpuint (c->weight, ==, 7);
    g_assert_cmpfloat (fabs (c->middle.x - (turn + 1)), <, 0.0001);
  }
}

static void
test_extra (void)
{
  const ToposMercator points[] = { { 0.2, 0.2 }, { 0.8, 0.8 } };
  const uint32_t weights[] = { 3, 4 };
  const ToposMercator extra[] = { { 0.2001, 0.2 }, { 0.5, 0.5 } };
  g_autoptr (ToposClusterIndex) index = topos_cluster_index_new (points, weights, 2);
  g_autoptr (ToposClusters) found
      = topos_clusters_find (index, (ToposMercatorBox){ 0, 0, 1, 1 }, 0.01, extra, weights, 2);
  const ToposCluster *const c = (ToposCluster *) (void *) found->clusters->data;

  g_assert_cmpuint (found->clusters->len, ==, 3);
  g_assert_cmpuint (c[0].weight, ==, 6);
  g_assert_cmpuint (c[0].n, ==, 2);
  g_assert_cmpuint (c[1].lead, ==, 1);
  g_assert_cmpuint (c[2].lead, ==, 3);
}

static void
test_empty (void)
{
  g_autoptr (ToposClusterIndex) index = topos_cluster_index_new (NULL, NULL, 0);
  g_autoptr (ToposClusters) found
      = topos_clusters_find (index, (ToposMercatorBox){ -1, 0, 2, 1 }, 0.01, NULL, NULL, 0);

  g_assert_cmpuint (found->clusters->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cluster/sums", test_sums);
  g_test_add_func ("/cluster/apart", test_apart);
  g_test_add_func ("/cluster/wrap", test_wrap);
  g_test_add_func ("/cluster/extra", test_extra);
  g_test_add_func ("/cluster/empty", test_empty);
  return g_test_run ();
}
