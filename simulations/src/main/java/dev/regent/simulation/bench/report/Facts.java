package dev.regent.simulation.bench.report;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a benchmark's figures depend on, as Markdown. */
public final class Facts {
  private Facts() {}

  /** One table of versions, settings and machine. */
  public static String table(
      Map<String, String> versions, Map<String, String> settings, Map<String, String> machine) {
    return Stream.of(versions, settings, machine)
        .flatMap(facts -> facts.entrySet().stream())
        .map(fact -> "| %s | %s |%n".formatted(fact.getKey(), fact.getValue()))
        .collect(Collectors.joining("", "| what | |\n|---|---|\n", ""));
  }
}
