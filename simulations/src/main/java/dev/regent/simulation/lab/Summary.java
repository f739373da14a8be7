package dev.regent.simulation.lab;

import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Span;
import java.time.Duration;
import java.util.List;

/**
 * What is compared of a simulated and a real run.
 *
 * @param outageMs the longest time without an acknowledged write
 * @param twoWritableMs the longest time in which two nodes were writable
 * @param lost acknowledged writes that are missing; -1: nobody could look
 * @param vip who had the VIP when the run was judged, by its role at the beginning; or nobody
 */
record Summary(long outageMs, long twoWritableMs, int lost, String vip) {
  private static final String NOBODY = "nobody";

  static Summary of(Recording recording) {
    return new Summary(
        Duration.ofNanos(recording.longestSilence().length()).toMillis(),
        twoWritable(recording),
        recording.lost(),
        vip(recording));
  }

  /** With what the rows prove, beside what the looks saw. */
  static Summary of(LabOutcome outcome) {
    Summary seen = of(outcome.recording());
    return new Summary(
        seen.outageMs(),
        Math.max(seen.twoWritableMs(), outcome.measures().dualWritable().toMillis()),
        outcome.measures().lost(),
        seen.vip());
  }

  private static long twoWritable(Recording recording) {
    long longest =
        recording
            .spans(moment ->
                recording.nodes().stream()
                        .filter(node -> moment.of(node).part() == Look.Part.PRIMARY)
                        .count()
                    > 1)
            .stream()
            .mapToLong(Span::length)
            .max()
            .orElse(0);
    return Duration.ofNanos(longest).toMillis();
  }

  private static String vip(Recording recording) {
    List<String> holders =
        recording.nodes().stream()
            .filter(node -> recording.look(node, recording.end()).vip())
            .map(node -> role(recording, node))
            .toList();
    return holders.isEmpty() ? NOBODY : String.join(" and ", holders);
  }

  private static String role(Recording recording, String node) {
    return recording.cast().entrySet().stream()
        .filter(each -> each.getValue().equals(node) && !each.getKey().equals("leader"))
        .map(each -> each.getKey())
        .findFirst()
        .orElse(node);
  }
}
