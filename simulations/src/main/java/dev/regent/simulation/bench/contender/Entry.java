package dev.regent.simulation.bench.contender;

import dev.regent.simulation.lab.Stage;

/** One line of the comparison: a product with its settings. */
public record Entry(Product product, Level level, Replicated mode) {

  /** Puts it on hosts; nothing is started yet. */
  public Contender on(Stage stage) {
    return switch (product) {
      case REGENT -> new RegentCell(stage, level, mode);
      case PATRONI -> new PatroniCluster(stage, level, mode);
      case PG_AUTO_FAILOVER -> new AutoFailoverPair(stage, level, mode);
    };
  }

  /** As in tables. */
  public String label() {
    return "%s %s %s".formatted(product.id(), level.id(), mode.id());
  }
}
