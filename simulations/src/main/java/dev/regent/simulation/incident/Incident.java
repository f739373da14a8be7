package dev.regent.simulation.incident;

import dev.regent.protocol.ProtectionMode;
import dev.regent.simulation.scenario.Claim;
import dev.regent.simulation.scenario.Expectation;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.ScenarioWriter;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.scenario.Times;
import dev.regent.simulation.scenario.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a real cluster recorded, as a scenario that would have the rules decide the same. Start
 * here.
 *
 * <p>A history tells what was agreed on and why. The scenario has, for each of its transitions that
 * did not follow from another one, a fault that brings it about; what has no such fault is said.
 */
public final class Incident {
  /** Within it the lead of the ledger has gone to the witness, as after every founding. */
  private static final Duration LEAD = Duration.ofSeconds(15);

  /** A switchover in the replay's lead is over by then. */
  private static final Duration LEAD_WITH_SWITCHOVER = Duration.ofSeconds(35);

  /** No fault is that long before the transition that it causes. */
  private static final Duration CAUSING = Duration.ofSeconds(6);

  private static final Duration AFTER = Duration.ofSeconds(20);

  private final String name;
  private final Dump dump;
  private final Topology cell;
  private final Recorded recorded;
  private final List<Cause> causes;

  private Incident(String name, Dump dump, Topology cell) {
    this.name = name;
    this.dump = dump;
    this.cell = cell;
    boolean isFirst = Recorded.of(dump, LEAD, cell).primary().equals(cell.first());
    this.recorded = Recorded.of(dump, isFirst ? LEAD : LEAD_WITH_SWITCHOVER, cell);
    this.causes = Translation.of(cell, recorded);
  }

  /**
   * The incident in a file's text.
   *
   * @param file its name, for messages
   * @throws BadDump when it is not a history that this version can read; says file and place
   */
  public static Incident read(String file, String text) throws BadDump {
    Dump dump = DumpReader.read(file, text);
    String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.json$", "");
    return new Incident(name, dump, Topology.of(file, dump));
  }

  Recorded recorded() {
    return recorded;
  }

  List<Cause> causes() {
    return causes;
  }

  /** Who the replay's first primary has to hand over to before anything else. */
  private Optional<Step> lead() {
    return recorded.primary().equals(cell.first())
        ? Optional.empty()
        : Optional.of(new Step(Duration.ZERO, Verb.SWITCHOVER_TO, List.of(recorded.primary())));
  }

  /** What the replay decides before that belongs to its lead. */
  Duration begins() {
    return (lead().isPresent() ? LEAD_WITH_SWITCHOVER : LEAD).minus(CAUSING);
  }

  /** The scenario. */
  public Scenario scenario() {
    List<Step> steps = new ArrayList<>(lead().stream().toList());
    causes.forEach(cause -> steps.addAll(cause.steps()));
    steps.sort(Comparator.comparing(Step::at));
    Duration last = recorded.moments().isEmpty() ? LEAD : recorded.moments().getLast().at();
    return new Scenario(
        name,
        "the incident of " + name,
        "the history of database " + dump.database(),
        cell.settings(),
        steps,
        last.plus(AFTER),
        false,
        true,
        expected(),
        Optional.empty(),
        Optional.empty());
  }

  private List<Expectation> expected() {
    return cell.settings().mode() == ProtectionMode.PERFORMANCE
        ? List.of(new Expectation(Claim.ONE_PRIMARY, List.of()))
        : List.of(
            new Expectation(Claim.ONE_PRIMARY, List.of()),
            new Expectation(Claim.NOTHING_LOST, List.of()));
  }

  /** Everything that an operator has to know before believing the replay, each as a sentence. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(cell.assumed());
    if (!recorded.formed().isEmpty()) {
      remarks.add(
          "the first %d transitions are left out: a replay begins with the cell at rest"
              .formatted(recorded.formed().size()));
    }
    if (recorded.shortened() > 0) {
      remarks.add(
          "quiet times that were shortened to %s each: %d"
              .formatted(Times.text(Recorded.MOST_QUIET), recorded.shortened()));
    }
    lead()
        .ifPresent(step ->
            remarks.add(
                "%s was primary: the replay begins with a switchover"
                    .formatted(recorded.primary())));
    return remarks;
  }

  /** The recorded transitions that nothing in the scenario stands for, with the reason. */
  public List<String> untranslated() {
    return causes.stream()
        .filter(cause -> !cause.remark().isEmpty())
        .map(cause ->
            "%s %s: %s"
                .formatted(
                    cause.moment().transition().revision(),
                    cause.moment().transition().key().event(),
                    cause.remark()))
        .toList();
  }

  /** The scenario's file, with all remarks as comments, for an operator to change. */
  public String file() {
    String comments =
        Stream.of(remarks(), untranslated())
            .flatMap(List::stream)
            .map(line -> "# " + line.replaceAll("\\p{Cntrl}", " ") + "\n")
            .collect(Collectors.joining());
    return comments + ScenarioWriter.text(scenario());
  }

  /** Recorded and replayed transitions side by side. */
  public Comparison compare(Recording replay) {
    return Comparison.of(this, replay);
  }
}
