package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Time for which two nodes were writable at once, proven by commits that both acknowledged.
 *
 * <p><b>Definition.</b> A <em>reign</em> is a node and the timeline on which it commits. For two
 * reigns of different nodes let <em>start</em> be the first acknowledgement of the one that began
 * later. The earlier one was writable after start if, and only if, it acknowledged a commit that
 * was <em>invoked</em> at or after start; one invoked before and acknowledged later proves nothing,
 * since an answer may be on its way for any time. Then both were writable from start until the
 * earlier of the two last acknowledgements, and at least for 1 ms. The sum over all pairs counts.
 */
public final class DualWrites {
  private static final Comparator<Commit.Reign> BY_NODE_AND_TIMELINE =
      Comparator.comparing(Commit.Reign::node).thenComparingInt(Commit.Reign::timeline);

  private DualWrites() {}

  /** Rounded up to milliseconds: zero means none at all. */
  public static Duration proven(List<Commit> commits) {
    List<List<Commit>> reigns = reigns(commits);
    long millis = 0;
    for (int later = 1; later < reigns.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        millis += overlapMillis(reigns.get(earlier), reigns.get(later));
      }
    }
    return Duration.ofMillis(millis);
  }

  /** The reigns in the order in which they began. */
  private static List<List<Commit>> reigns(List<Commit> commits) {
    Map<Commit.Reign, List<Commit>> byReign = new TreeMap<>(BY_NODE_AND_TIMELINE);
    commits.stream()
        .sorted(Comparator.comparing(Commit::acknowledged))
        .forEach(commit ->
            byReign.computeIfAbsent(commit.where(), reign -> new ArrayList<>()).add(commit));
    return byReign.values().stream()
        .sorted(Comparator.comparing(reign -> reign.getFirst().acknowledged()))
        .toList();
  }

  private static long overlapMillis(List<Commit> earlier, List<Commit> later) {
    if (node(earlier).equals(node(later))) {
      return 0;
    }
    MonotonicTime start = later.getFirst().acknowledged();
    List<Commit> proofs =
        earlier.stream().filter(commit -> commit.invoked().isAtLeast(start)).toList();
    if (proofs.isEmpty()) {
      return 0;
    }
    MonotonicTime end =
        MonotonicTime.min(proofs.getLast().acknowledged(), later.getLast().acknowledged());
    return Math.max(1, ceilMillis(end.since(start)));
  }

  private static NodeId node(List<Commit> reign) {
    return reign.getFirst().where().node();
  }

  private static long ceilMillis(Duration duration) {
    return duration.plusNanos(999_999).toMillis();
  }
}
