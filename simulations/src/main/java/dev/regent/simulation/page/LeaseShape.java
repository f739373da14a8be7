package dev.regent.simulation.page;

import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Lease;
import java.util.List;

/**
 * What is left of a node's lease over time, as an area: it rises when the lease is renewed and
 * shrinks until it is gone.
 */
final class LeaseShape {
  private final Scale scale;
  private final long longest;
  private final StringBuilder path = new StringBuilder();

  private LeaseShape(Scale scale, long longest) {
    this.scale = scale;
    this.longest = longest;
  }

  /** A drawing over the whole track; nothing when the node never had a lease. */
  static String of(Recording recording, String node, Scale scale) {
    List<Lease> own =
        recording.leases().stream().filter(lease -> lease.node().equals(node)).toList();
    long longest =
        recording.leases().stream().mapToLong(it -> it.until() - it.at()).max().orElse(0);
    return own.isEmpty() || longest <= 0
        ? ""
        : new LeaseShape(scale, longest).drawing(own, recording.end());
  }

  private String drawing(List<Lease> own, long end) {
    for (int i = 0; i < own.size(); i++) {
      long next = i + 1 < own.size() ? own.get(i + 1).at() : end;
      falling(own.get(i), next);
    }
    return Drawing.stretched("lease", "<path d=\"%s\"/>".formatted(path.toString().strip()));
  }

  private void falling(Lease lease, long next) {
    long gone = Math.min(lease.until(), next);
    if (gone <= lease.at()) {
      return;
    }
    path.append(
        "M%s %d V%s L%s %s V%d Z "
            .formatted(
                x(lease.at()),
                Drawing.HEIGHT,
                y(lease.until() - lease.at()),
                x(gone),
                y(lease.until() - gone),
                Drawing.HEIGHT));
  }

  private String x(long at) {
    return Scale.number(scale.percent(at) * Drawing.WIDTH / 100);
  }

  private String y(long left) {
    return Scale.number(Drawing.HEIGHT - Math.max(0, (double) Drawing.HEIGHT * left / longest));
  }
}
