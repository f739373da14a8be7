package dev.regent.simulation.bench.contender;

import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.lab.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the programs say of their versions. */
public final class Versions {
  private Versions() {}

  /**
   * Of PostgreSQL and of what those products are made of.
   *
   * @param programs where PostgreSQL's are
   */
  public static SortedMap<String, String> of(Collection<Product> products, Path programs) {
    SortedMap<String, String> versions = new TreeMap<>();
    versions.put("postgresql", first(programs.resolve("postgres").toString(), "--version"));
    for (Product product : products) {
      switch (product) {
        case REGENT -> versions.put("regent", "this tree");
        case PATRONI -> {
          versions.put("patroni", first("/usr/bin/patroni", "--version"));
          versions.put("etcd", first("/usr/bin/etcd", "--version"));
        }
        case PG_AUTO_FAILOVER ->
            versions.put("pg_auto_failover", first(AutoFailoverFiles.AUTOCTL, "--version"));
      }
    }
    return versions;
  }

  /** Of HAProxy and keepalived. */
  public static SortedMap<String, String> ofFrontends() {
    SortedMap<String, String> versions = new TreeMap<>();
    versions.put("haproxy", first("/usr/sbin/haproxy", "-v"));
    versions.put("keepalived", first("/usr/sbin/keepalived", "--version"));
    return versions;
  }

  /** What a system is told that differs between its settings, for the record. */
  public static String settings(Entry entry) {
    return switch (entry.product()) {
      case REGENT -> "profile " + entry.level().id();
      case PATRONI -> PatroniFiles.Timers.of(entry.level()).toString();
      case PG_AUTO_FAILOVER ->
          switch (entry.level()) {
            case DEFAULT -> "as shipped";
            case FAST -> AutoFailoverFiles.fastest().toString();
          };
    };
  }

  /** What all servers are told alike. */
  public static String servers() {
    return Stage.serverSettings().toString();
  }

  private static String first(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return List.of(said.strip().split("\n", -1)).getFirst();
    } catch (IOException failed) {
      throw new DrillFailed("%s cannot be run".formatted(command[0]), failed);
    }
  }
}
