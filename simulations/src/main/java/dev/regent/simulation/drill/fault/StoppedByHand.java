package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import java.util.List;

/** Somebody stops the primary's server in good order, with pg_ctl. */
record StoppedByHand() implements Fault {
  @Override
  public String name() {
    return "stopped-by-hand";
  }

  @Override
  public Effect effect() {
    return Effect.MOVES;
  }

  @Override
  public Ready prepare(Scene scene) {
    List<String> arguments =
        List.of("stop", "-D", scene.primary().dataDirectory().toString(), "-m", "fast");
    // Its end is not waited for: it may meet a server that Regent has started since.
    return () -> {
      var _ =
          scene
              .cell()
              .programs()
              .start(scene.cell().scratch().resolve("stopped-by-hand.log"), "pg_ctl", arguments);
    };
  }
}
