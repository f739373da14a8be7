package dev.regent.simulation.bench.contender;

import dev.regent.simulation.demo.Apt;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.demo.PostgresInstallation;
import dev.regent.simulation.drill.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Debian's packages of the peers: found, or installed where that is one command. */
public final class PeerPackages {
  private static final List<Needed> PATRONI =
      List.of(
          new Needed("patroni", Path.of("/usr/bin/patroni")),
          new Needed("etcd-server", Path.of("/usr/bin/etcd")),
          new Needed("etcd-client", Path.of("/usr/bin/etcdctl")));

  private static final List<Needed> FRONTENDS =
      List.of(
          new Needed("haproxy", Path.of("/usr/sbin/haproxy")),
          new Needed("keepalived", Path.of("/usr/sbin/keepalived")));

  private PeerPackages() {}

  /** A package, and a file of it. */
  record Needed(String name, Path file) {}

  /** What a product needs beside PostgreSQL. */
  static List<Needed> of(Product product, String postgres) {
    return switch (product) {
      case REGENT -> List.of();
      case PATRONI -> PATRONI;
      case PG_AUTO_FAILOVER ->
          List.of(
              new Needed("pg-auto-failover-cli", Path.of(AutoFailoverFiles.AUTOCTL)),
              new Needed(
                  "postgresql-%s-auto-failover".formatted(postgres),
                  Path.of(
                      "/usr/share/postgresql", postgres, "extension", "pgautofailover.control")));
    };
  }

  /**
   * Installs what is missing, so that none of it runs by itself.
   *
   * @throws CannotStart when that cannot be done here, with what to install
   */
  public static void provide(Collection<Product> products, Consumer<String> say) {
    Programs programs = new PostgresInstallation(say).find();
    String postgres = version(programs);
    List<String> missing = new ArrayList<>();
    for (Product product : products) {
      missing.addAll(missing(of(product, postgres)));
    }
    if (!missing.isEmpty()) {
      install(missing, say);
    }
  }

  /**
   * The same for what leads clients to Patroni's primary.
   *
   * @throws CannotStart when that cannot be done here, with what to install
   */
  public static void provideFrontends(Consumer<String> say) {
    List<String> missing = missing(FRONTENDS);
    if (!missing.isEmpty()) {
      install(missing, say);
    }
  }

  private static List<String> missing(List<Needed> needed) {
    return needed.stream().filter(it -> !Files.exists(it.file())).map(Needed::name).toList();
  }

  private static String version(Programs programs) {
    return Optional.ofNullable(programs.directory().getParent())
        .flatMap(directory -> Optional.ofNullable(directory.getFileName()))
        .map(Path::toString)
        .orElse("");
  }

  private static void install(List<String> missing, Consumer<String> say) {
    String names = String.join(" ", missing);
    if (!Programs.isRoot() || !Apt.isHere()) {
      throw new CannotStart(
          "the peers are missing; on Debian or Ubuntu, as root: apt-get install " + names);
    }
    say.accept("the peers are missing: installing " + names);
    try {
      Apt.install(missing);
    } catch (IOException failed) {
      throw new CannotStart(
          "cannot install %s: %s; leave those out with --against"
              .formatted(names, failed.getMessage()),
          failed);
    }
  }
}
