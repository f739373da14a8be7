package dev.regent.simulation.scenario;

import dev.regent.config.settings.Profile;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.world.WorldSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes scenario files that {@link ScenarioReader} reads. */
public final class ScenarioWriter {
  private ScenarioWriter() {}

  /** The text of a file; a scheme, and what real hosts may do, are not written. */
  public static String text(Scenario scenario) {
    WorldSettings cell = scenario.settings();
    StringBuilder text = new StringBuilder();
    text.append("title = \"%s\"%n".formatted(scenario.title()));
    text.append("source = \"%s\"%n".formatted(scenario.source()));
    text.append("cell {\n");
    text.append("  data-nodes = [%s]%n".formatted(names(cell.dataNodes())));
    text.append("  witnesses = [%s]%n".formatted(names(cell.witnesses())));
    if (!cell.priorities().isEmpty()) {
      String each =
          cell.priorities().stream().map(String::valueOf).collect(Collectors.joining(", "));
      text.append("  priorities = [%s]%n".formatted(each));
    }
    text.append("  mode = %s%n".formatted(cell.mode().name().toLowerCase(Locale.ROOT)));
    text.append("  confirmations = %d%n".formatted(cell.confirmations()));
    text.append(
        "  profile = %s%n".formatted(cell.profile().equals(Profile.FAST) ? "fast" : "default"));
    text.append("  seed = %d%n".formatted(cell.seed()));
    text.append("  writes-every = %dms%n}%n".formatted(cell.writesEach()));
    text.append("start = %s%n".formatted(scenario.cold() ? "cold" : "settled"));
    text.append("settles = %s%n".formatted(scenario.settles()));
    text.append("length = %s%n".formatted(exact(scenario.length())));
    text.append("steps = [\n");
    for (Step step : scenario.steps()) {
      text.append("  %s %s%n".formatted(exact(step.at()), step.text()));
    }
    text.append("]\nexpect = [\n");
    for (Expectation each : scenario.expected()) {
      text.append("  %s%n".formatted(each.text()));
    }
    return text.append("]\n").toString();
  }

  private static String names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::name).collect(Collectors.joining(", "));
  }

  /** To the nanosecond: a seed shows the same only when everything is at the same time. */
  private static String exact(Duration time) {
    return "%d.%09ds".formatted(time.toSeconds(), time.toNanosPart());
  }
}
