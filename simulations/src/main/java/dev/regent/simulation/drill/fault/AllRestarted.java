package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.NodeControl;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Signals;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All three nodes are killed, and started again one after the other, each when the one before
 * answers.
 *
 * @param order who is started first, second and third
 */
record AllRestarted(List<Part> order) implements Fault {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** In each order. */
  static List<Fault> inEachOrder() {
    List<Part> parts = List.of(Part.values());
    return parts.stream()
        .flatMap(first ->
            parts.stream()
                .filter(second -> second != first)
                .<Fault>map(second -> new AllRestarted(orderOf(first, second))))
        .toList();
  }

  private static List<Part> orderOf(Part first, Part second) {
    Part third =
        List.of(Part.values()).stream()
            .filter(part -> part != first && part != second)
            .findFirst()
            .orElseThrow();
    return List.of(first, second, third);
  }

  @Override
  public String name() {
    return "all-restarted";
  }

  @Override
  public String variant() {
    return order.stream().map(Part::letter).collect(Collectors.joining());
  }

  @Override
  public Effect effect() {
    return Effect.DOWN;
  }

  @Override
  public Ready prepare(Scene scene) {
    return new Ready() {
      @Override
      public void inject() {
        // First all supervisors, so that none brings a node back while the next is killed.
        scene.cell().nodes().forEach(node -> scene.cell().control(node).hold());
        scene.cell().nodes().forEach(node -> Signals.killNode(scene.cell(), node));
      }

      @Override
      public void heal() {
        for (Part part : order) {
          NodeControl control = scene.cell().control(part.in(scene));
          control.release();
          Await.until(START_LIMIT, part + " answers", control::isAnswering);
        }
      }
    };
  }
}
