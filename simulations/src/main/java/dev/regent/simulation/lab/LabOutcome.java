package dev.regent.simulation.lab;

import dev.regent.simulation.scenario.Claim;
import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Scenario;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of a scenario on real hosts.
 *
 * @param findings one for each expectation
 * @param unsettled what was still missing when the scenario should have come good
 * @param measures what the probes saw
 */
record LabOutcome(
    Scenario scenario,
    Recording recording,
    List<Judge.Finding> findings,
    Optional<String> unsettled,
    Measures measures) {
  private static final Set<Claim> SAFETY =
      EnumSet.of(Claim.ONE_PRIMARY, Claim.TWO_AT_MOST, Claim.NOTHING_LOST, Claim.LOSES_AT_MOST);

  LabOutcome {
    findings = List.copyOf(findings);
  }

  /**
   * Of the probes. Outages are those that began or ended within the scenario's length.
   *
   * @param byVip of the client that writes through the VIP
   * @param byHosts of the client that knows all hosts
   * @param reads of the reader
   * @param dualWritable for which two nodes acknowledged commits at once
   * @param lost acknowledged rows of all writers that the primary lacks
   * @param redundantAfter from the last step, or from the mending after it
   * @param standstill for how long this process got no processor at most
   * @param vipHolders whom a client's machine took for the VIP's holder, as {@code 0s a}
   */
  record Measures(
      Duration byVip,
      Duration byHosts,
      Duration reads,
      Duration dualWritable,
      int lost,
      Optional<Duration> redundantAfter,
      Duration standstill,
      List<String> vipHolders) {
    Measures {
      vipHolders = List.copyOf(vipHolders);
    }
  }

  /** What the run proves. */
  enum Verdict {
    /** All that was expected was so. */
    PASSED,
    /** Safe; something came late or otherwise, while the machine stood still: proves nothing. */
    DISTURBED,
    FAILED
  }

  Verdict verdict() {
    if (unmet().isEmpty() && isSound()) {
      return Verdict.PASSED;
    }
    boolean safe = isSound() && unmet().stream().noneMatch(LabOutcome::isOfSafety);
    return safe && measures.standstill().compareTo(Standstill.LONG) >= 0
        ? Verdict.DISTURBED
        : Verdict.FAILED;
  }

  /** Nothing lost, never two, and all well in the end: whatever the machine was doing. */
  private boolean isSound() {
    return recording.broken().isEmpty() && unsettled.isEmpty();
  }

  /** What was expected and was not so. */
  List<Judge.Finding> unmet() {
    return findings.stream().filter(finding -> !finding.met()).toList();
  }

  private static boolean isOfSafety(Judge.Finding finding) {
    return SAFETY.contains(finding.expectation().claim());
  }

  /** Why it did not pass, in words; empty text when it did. */
  String why() {
    Stream<String> unmet =
        unmet().stream()
            .map(finding -> "%s: %s".formatted(finding.expectation().text(), finding.seen()));
    return Stream.of(
            recording.broken().stream(),
            unsettled.stream().map(missing -> "not well after 90 s: " + missing),
            unmet)
        .flatMap(each -> each)
        .collect(Collectors.joining("; "));
  }
}
