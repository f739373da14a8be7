package dev.regent.agent.cli;

import dev.regent.agent.cli.Table.Cell;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What each node told of the last changes of the primary, put together: one list for each change,
 * in the order of time by the nodes' wall clocks.
 */
record Spans(List<Change> changes) {
  private static final String OPENED = "opened";
  private static final String PROMOTED = "promoted";
  private static final Set<String> BEGINNINGS =
      Set.of("suspected", "switchover-started", "restart-planned");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** One change, from what began it until clients could come in. */
  record Change(List<Step> steps) {
    /** From the first step to the opening, or to the last step where it never came to that. */
    Duration length() {
      Instant end =
          steps.stream()
              .filter(step -> step.milestone().equals(OPENED))
              .findFirst()
              .orElse(steps.getLast())
              .at();
      return Duration.between(steps.getFirst().at(), end);
    }

    private boolean isPromoted() {
      return steps.stream().anyMatch(step -> step.milestone().equals(PROMOTED));
    }
  }

  /** One milestone, and who told it. */
  record Step(Instant at, String milestone, String node, String about) {}

  /** From the bodies of {@code GET .../milestones} of the nodes that answered. */
  static Spans of(List<Json> nodes) {
    List<Step> steps = new ArrayList<>();
    for (Json node : nodes) {
      for (Json line : node.objects("milestones")) {
        steps.add(
            new Step(
                Instant.parse(line.shown("at")),
                line.shown("milestone"),
                node.shown("answeredBy"),
                line.shown("about")));
      }
    }
    steps.sort(Comparator.comparing(Step::at));
    List<Change> changes = new ArrayList<>();
    for (Step step : steps) {
      boolean begins =
          changes.isEmpty()
              || (BEGINNINGS.contains(step.milestone()) && changes.getLast().isPromoted());
      if (begins) {
        changes.add(new Change(new ArrayList<>()));
      }
      changes.getLast().steps().add(step);
    }
    return new Spans(List.copyOf(changes));
  }

  /** The newest first, at most so many. */
  Spans newest(int count) {
    List<Change> newest = changes.subList(Math.max(0, changes.size() - count), changes.size());
    return new Spans(List.copyOf(newest.reversed()));
  }

  /** A table for each change. */
  String text(boolean colour) {
    StringBuilder text = new StringBuilder();
    for (Change change : changes) {
      text.append(change.length().toMillis()).append(" ms\n");
      text.append(table(change).text(colour)).append('\n');
    }
    return text.toString();
  }

  private static Table table(Change change) {
    Table table = Table.withHeader("AT (UTC)", "STEP MS", "ALL MS", "MILESTONE", "NODE", "ABOUT");
    Instant before = change.steps().getFirst().at();
    for (Step step : change.steps()) {
      table.row(
          List.of(
              Cell.plain(TIME.format(step.at())),
              Cell.plain(millis(before, step.at())),
              Cell.plain(millis(change.steps().getFirst().at(), step.at())),
              Cell.plain(step.milestone()),
              Cell.plain(step.node()),
              Cell.plain(step.about())));
      before = step.at();
    }
    return table;
  }

  private static String millis(Instant from, Instant to) {
    return String.format(Locale.ROOT, "%.1f", Duration.between(from, to).toNanos() / 1e6);
  }
}
