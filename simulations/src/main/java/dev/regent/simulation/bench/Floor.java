package dev.regent.simulation.bench;

import dev.regent.simulation.demo.DemoFiles;
import dev.regent.simulation.drill.BarePair;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.lab.Stage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** What PostgreSQL itself takes to promote a standby. */
final class Floor {
  /** Nobody else is on the host of this thread. */
  private static final List<Integer> PORTS = List.of(5432, 5433);

  private Floor() {}

  /** On a pair of bare servers, which exists for this only; in milliseconds. */
  static long millis(Stage stage) {
    try {
      DemoFiles.claim(stage.place());
    } catch (IOException failed) {
      throw new DrillFailed("the floor cannot be measured: " + failed.getMessage(), failed);
    }
    try (BarePair pair =
        BarePair.start(stage.place().root().resolve("floor"), stage.programs(), PORTS)) {
      return pair.promotionFloor().toMillis();
    } catch (SQLException failed) {
      throw new DrillFailed("the floor cannot be measured: " + failed.getMessage(), failed);
    }
  }
}
