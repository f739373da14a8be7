package dev.regent.simulation.page;

import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Span;
import dev.regent.simulation.world.base.Nanos;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a reader should see first. */
final class Worst {
  /** A disk may be that slow: nobody calls it an outage. */
  private static final long UNNOTICED = 500 * Nanos.MILLI;

  private Worst() {}

  static boolean isNoticed(Span outage) {
    return outage.length() > UNNOTICED;
  }

  /** When clients could commit at two nodes at once. */
  static List<Span> bothWritable(Recording recording) {
    return recording.spans(moment -> writable(recording, moment) > 1);
  }

  /** When clients could commit at this node and at another one. */
  static List<Span> bothWritable(Recording recording, String node) {
    return recording.spans(
        moment -> moment.of(node).part() == Look.Part.PRIMARY && writable(recording, moment) > 1);
  }

  private static long writable(Recording recording, Recording.Moment moment) {
    return recording.nodes().stream()
        .filter(node -> moment.of(node).part() == Look.Part.PRIMARY)
        .count();
  }

  static long bothWritableFor(Recording recording) {
    return bothWritable(recording).stream().mapToLong(Span::length).sum();
  }

  /** Two writable nodes are worse than none; otherwise the longest outage. */
  static Span moment(List<Recording> runs) {
    return longest(runs.stream().flatMap(run -> bothWritable(run).stream()))
        .or(() -> longest(runs.stream().map(Recording::longestSilence)))
        .orElse(new Span(0, 0));
  }

  private static Optional<Span> longest(Stream<Span> spans) {
    return spans.max(Comparator.comparingLong(Span::length));
  }
}
