package dev.regent.simulation.lab;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.DemoNode;
import dev.regent.simulation.demo.DemoPlan;
import dev.regent.simulation.demo.Place;
import dev.regent.simulation.drill.Programs;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Verb;
import dev.regent.simulation.world.WorldSettings;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which cell a lab has; scenarios of the same shape run on the same one.
 *
 * @param disk what each data node's files are on
 */
record Shape(List<NodeId> dataNodes, List<NodeId> witnesses, DemoPlan.Terms terms, Disk disk) {
  /** What a data node's files are on, see {@link Disks}. */
  enum Disk {
    /** The machine's own. */
    SHARED,
    /** A small one in memory, which can be filled. */
    SMALL,
    /** One in a file, which can be stalled. */
    STALLABLE
  }

  /** The ports that are said in documents: here every node has an address of its own. */
  private static final DemoNode.Ports PORTS = new DemoNode.Ports(7480, 7400, 5432);

  Shape {
    dataNodes = List.copyOf(dataNodes);
    witnesses = List.copyOf(witnesses);
  }

  /** Two data nodes a and b, a witness w, the default mode and profile. */
  static Shape usual() {
    return of(WorldSettings.usual(0));
  }

  private static Shape of(WorldSettings settings) {
    return new Shape(
        settings.dataNodes(),
        settings.witnesses(),
        new DemoPlan.Terms(
            settings.profile(), settings.mode(), settings.confirmations(), settings.priorities()),
        Disk.SHARED);
  }

  /** That of a scenario. */
  static Shape of(Scenario scenario) {
    return of(scenario.settings())
        .with(
            does(scenario, Verb.FILL_DISK)
                ? Disk.SMALL
                : does(scenario, Verb.STALL_DISK) ? Disk.STALLABLE : Disk.SHARED);
  }

  private static boolean does(Scenario scenario, Verb verb) {
    return scenario.steps().stream().anyMatch(step -> step.verb() == verb);
  }

  Shape with(Disk other) {
    return new Shape(dataNodes, witnesses, terms, other);
  }

  /** All nodes' names. */
  List<String> names() {
    return Stream.concat(dataNodes.stream(), witnesses.stream()).map(NodeId::name).toList();
  }

  Topology topology(String id) {
    return Topology.of(id, dataNodes, witnesses);
  }

  /** The cell's plan: each node in its namespace, the VIP on its interface. */
  DemoPlan plan(Topology topology, Place place, Programs programs) {
    return new DemoPlan(
        place,
        programs,
        terms,
        Optional.of(new DemoPlan.Vip(Topology.vip(), Topology.DEVICE)),
        topology.nodes().stream().map(host -> node(topology, host, place)).toList(),
        settings(),
        Optional.of(Topology.network()));
  }

  private static DemoNode node(Topology topology, Host host, Place place) {
    return new DemoNode(
        new NodeId(host.name()),
        host.kind() == Host.Kind.WITNESS,
        host.address(),
        PORTS,
        place.files(host.name()),
        Optional.of(topology.namespace(host.name())));
  }

  /** Room for the sessions that clients give up while their commits wait for a standby. */
  static SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("max_connections", "200");
    settings.put("shared_buffers", "64MB");
    settings.put("max_wal_size", "128MB");
    return settings;
  }
}
