package dev.regent.simulation.page;

import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what colours and shapes mean: only those that are in the picture. */
final class Legend {
  private Legend() {}

  static String of(List<Panel> panels) {
    List<Recording> runs = panels.stream().map(Panel::recording).toList();
    SortedSet<Look.Part> parts =
        runs.stream()
            .flatMap(run -> run.changes().stream())
            .map(change -> change.look().part())
            .collect(Collectors.toCollection(TreeSet::new));
    StringBuilder html = new StringBuilder("<ul class=\"legend\">\n");
    for (Look.Part part : parts.reversed()) {
      item(html, "part " + part.name().toLowerCase(Locale.ROOT), meaning(part));
    }
    if (runs.stream().anyMatch(run -> !run.leases().isEmpty())) {
      item(html, "lease", "lease left: renewed it rises, at nothing the node may not write");
    }
    item(html, "vip", "has the virtual address");
    item(html, "leads", "leads the others");
    item(html, "fault", "a fault lasts");
    item(html, "acks", "writes acknowledged");
    item(html, "errors", "writes not acknowledged");
    if (runs.stream().anyMatch(run -> !Worst.bothWritable(run).isEmpty())) {
      item(html, "dual", "two nodes writable");
    }
    return html.append("</ul>\n").toString();
  }

  private static void item(StringBuilder html, String key, String meaning) {
    html.append("<li><i class=\"%s\"></i>%s</li>\n".formatted(key, meaning));
  }

  private static String meaning(Look.Part part) {
    return switch (part) {
      case OFF -> "off";
      case WITNESS -> "witness: votes, has no database";
      case FROZEN -> "stands still";
      case DOWN -> "the server does not run";
      case EMPTY -> "no data left";
      case STANDBY -> "standby";
      case CLOSED -> "out of recovery, closed to clients";
      case PRIMARY -> "primary: clients can commit";
    };
  }
}
