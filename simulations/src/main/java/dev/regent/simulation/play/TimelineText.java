package dev.regent.simulation.play;

import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Ack;
import dev.regent.simulation.scenario.Recording.Change;
import dev.regent.simulation.scenario.Recording.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recording as lines: a lane for each node with what is left of its lease, how many writes were
 * acknowledged and how many were not, what happened.
 */
public final class TimelineText {
  private static final int LANE = 21;

  private final Recording recording;
  private final StringBuilder text = new StringBuilder();
  private final SortedMap<String, Look> looks = new TreeMap<>();
  private final List<Long> unanswered;
  private int acknowledged;
  private int failed;

  private TimelineText(Recording recording) {
    this.recording = recording;
    this.unanswered = recording.unanswered();
  }

  /** Ends with a line break. */
  public static String of(Recording recording) {
    return new TimelineText(recording).timeline();
  }

  /** What became of each expectation. */
  public static String of(List<Judge.Finding> findings) {
    StringBuilder lines = new StringBuilder();
    for (Judge.Finding finding : findings) {
      lines.append(
          "  %-4s %-44s %s%n"
              .formatted(
                  finding.met() ? "ok" : "NOT", finding.expectation().text(), finding.seen()));
    }
    return lines.toString();
  }

  /** Something to show at a time; lanes come before words. */
  private record Item(long at, List<Change> changes, List<Mark> marks) {}

  private String timeline() {
    recording.nodes().forEach(node -> looks.put(node, recording.look(node, 0)));
    header();
    for (Item item : items()) {
      item.marks().forEach(mark -> mark(item.at(), mark));
      item.changes().forEach(change -> looks.put(change.node(), change.look()));
      if (!item.changes().isEmpty()) {
        lanes(item.at());
      }
    }
    lanes(recording.end());
    return text.toString();
  }

  private void header() {
    text.append("%9s  ".formatted("seconds"));
    looks.keySet().forEach(node -> text.append(cell(node)));
    text.append("writes\n");
  }

  private List<Item> items() {
    SortedMap<Long, Item> items = new TreeMap<>();
    for (Change change : recording.changes()) {
      item(items, change.at()).changes().add(change);
    }
    for (Mark mark : recording.marks()) {
      item(items, mark.at()).marks().add(mark);
    }
    return List.copyOf(items.values());
  }

  private static Item item(SortedMap<Long, Item> items, long at) {
    return items.computeIfAbsent(at, time -> new Item(time, new ArrayList<>(), new ArrayList<>()));
  }

  private void mark(long at, Mark mark) {
    String sign =
        switch (mark.kind()) {
          case FAULT -> ">>";
          case DECISION -> "**";
          case DEED -> "--";
        };
    text.append("%9s  %s %s%n".formatted(seconds(at), sign, mark.text()));
  }

  private void lanes(long at) {
    text.append("%9s  ".formatted(seconds(at)));
    looks.forEach((node, look) -> text.append(cell(cell(look) + lease(node, at))));
    int failures = failuresUntil(at);
    String errors = failures == 0 ? "" : " -" + failures;
    text.append("+%d%s%n".formatted(writesUntil(at), errors));
  }

  private static String cell(Look look) {
    return look.part().text() + (look.vip() ? " vip" : "") + (look.leads() ? " *" : "");
  }

  private String lease(String node, long at) {
    long left = recording.leaseLeft(node, at);
    return left == 0 ? "" : String.format(Locale.ROOT, " %.1fs", left / 1e9);
  }

  private static String cell(String content) {
    return content + " ".repeat(Math.max(1, LANE - content.length()));
  }

  private int writesUntil(long at) {
    int before = acknowledged;
    List<Ack> all = recording.acknowledged();
    while (acknowledged < all.size() && all.get(acknowledged).at() <= at) {
      acknowledged++;
    }
    return acknowledged - before;
  }

  private int failuresUntil(long at) {
    int before = failed;
    while (failed < unanswered.size() && unanswered.get(failed) <= at) {
      failed++;
    }
    return failed - before;
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
  }
}
