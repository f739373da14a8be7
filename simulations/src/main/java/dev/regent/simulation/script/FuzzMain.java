package dev.regent.simulation.script;

import dev.regent.simulation.actors.ActorFidelity;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.node.Fidelity;
import java.util.List;

/**
 * Runs seeds from the command line: {@code FuzzMain first count seconds [loud] [actors
 * [failing-disks]]}.
 */
public final class FuzzMain {
  private FuzzMain() {}

  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    long count = Long.parseLong(arguments[1]);
    long seconds = Long.parseLong(arguments[2]);
    List<String> options = List.of(arguments).subList(3, arguments.length);
    boolean loud = options.contains("loud");
    ActorFidelity actors = new ActorFidelity(options.contains("failing-disks") ? 20 : 0);
    Fidelity fidelity = options.contains("actors") ? actors : Fidelity.CORE;
    long events = 0;
    long virtual = 0;
    int failures = 0;
    for (long seed = first; seed < first + count; seed++) {
      Trial.Outcome outcome =
          Trial.run(Variants.of(seed).at(fidelity), seconds * Nanos.SECOND, loud);
      events += outcome.events();
      virtual += outcome.virtualNanos();
      failures += outcome.failure().isPresent() ? 1 : 0;
      outcome
          .failure()
          .ifPresent(text -> System.out.println(loud ? text : text.lines().findFirst().orElse("")));
    }
    System.out.printf(
        "%d seeds, %d failures, %d events, %.1f virtual hours%n",
        count, failures, events, virtual / 3.6e12);
  }
}
