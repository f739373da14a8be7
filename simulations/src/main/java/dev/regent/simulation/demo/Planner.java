package dev.regent.simulation.demo;

import dev.regent.config.settings.Profile;
import dev.regent.simulation.drill.Programs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Chooses addresses, ports and settings. */
final class Planner {
  static final List<String> NODES = List.of("a", "b", "w");

  private static final int HTTP = 7480;
  private static final int CLUSTER = 7400;
  private static final int POSTGRES = 5432;

  /** The configured one, and the next for membership. */
  private static final int CLUSTER_PORTS = 2;

  private final DemoOptions options;
  private final Programs programs;
  private final Consumer<String> say;

  Planner(DemoOptions options, Programs programs, Consumer<String> say) {
    this.options = options;
    this.programs = programs;
    this.say = say;
  }

  /** The plan. Ports that are taken now are not in it, so leftovers have to be ended before. */
  DemoPlan plan(Place place) {
    FreePorts ports = new FreePorts();
    return new DemoPlan(
        place,
        programs,
        DemoPlan.Terms.usual(options.profile().equals("fast") ? Profile.FAST : Profile.DEFAULT),
        options.vip().map(address -> new DemoPlan.Vip(address, "lo")),
        List.of(
            node(place.files("a"), "127.0.0.11", ports),
            node(place.files("b"), "127.0.0.12", ports),
            node(place.files("w"), "127.0.0.13", ports)),
        settings(),
        Optional.empty());
  }

  /** Small, except that a drill needs room for its 300 MB of pages. */
  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("max_connections", "50");
    settings.put("max_wal_size", "4GB");
    settings.put("checkpoint_timeout", "30min");
    settings.put("shared_buffers", options.mode() == DemoOptions.Mode.DRILL ? "512MB" : "64MB");
    return settings;
  }

  private DemoNode node(NodeFiles files, String address, FreePorts ports) {
    String name = files.id().name();
    boolean witness = name.equals("w");
    return new DemoNode(
        files.id(),
        witness,
        address,
        new DemoNode.Ports(
            said(name, "HTTP", HTTP, new FreePorts().find(HTTP, List.of(address))),
            said(
                name,
                "cluster",
                CLUSTER,
                new FreePorts().find(CLUSTER, CLUSTER_PORTS, List.of(address))),
            witness ? POSTGRES : postgresPort(name, address, ports)),
        files,
        Optional.empty());
  }

  // Daemons look after their server on 127.0.0.1, so two servers here cannot share a port.
  private int postgresPort(String name, String address, FreePorts ports) {
    int wanted = name.equals("a") ? POSTGRES : POSTGRES + 1;
    return said(name, "PostgreSQL", wanted, ports.find(wanted, List.of(address, "127.0.0.1")));
  }

  private int said(String node, String what, int wanted, int found) {
    if (wanted != found) {
      say.accept(
          "port %d is taken: %s of node %s listens on %d".formatted(wanted, what, node, found));
    }
    return found;
  }
}
