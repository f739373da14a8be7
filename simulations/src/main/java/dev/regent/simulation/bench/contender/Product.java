package dev.regent.simulation.bench.contender;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A controller of PostgreSQL that can be measured. */
public enum Product {
  REGENT,
  PATRONI,
  PG_AUTO_FAILOVER;

  /** As people write it on the command line and in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that people write so. */
  public static Optional<Product> named(String id) {
    return Stream.of(values()).filter(product -> product.id().equals(id)).findFirst();
  }
}
