package dev.regent.simulation.world;

import dev.regent.config.settings.DataNodeSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.Profile;
import dev.regent.config.settings.VipSettings;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.simulation.world.node.Fidelity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a world is built of.
 *
 * @param dataNodes those that run PostgreSQL
 * @param witnesses voters that run none
 * @param clocksDiffer by a random rate within rho, and a random offset
 * @param writesEach virtual milliseconds between the writes that clients try on each data node
 * @param priorities of the data nodes, in their order; 100 where there is none
 * @param fidelity what runs the cores on its nodes
 */
public record WorldSettings(
    long seed,
    List<NodeId> dataNodes,
    List<NodeId> witnesses,
    ProtectionMode mode,
    int confirmations,
    Profile profile,
    boolean clocksDiffer,
    long writesEach,
    List<Integer> priorities,
    Fidelity fidelity) {

  private static final int USUAL_PRIORITY = 100;

  /** Two data nodes a and b, a witness w, in the default mode and profile. */
  public static WorldSettings usual(long seed) {
    return new WorldSettings(
        seed,
        List.of(new NodeId("a"), new NodeId("b")),
        List.of(new NodeId("w")),
        ProtectionMode.AVAILABILITY,
        1,
        Profile.DEFAULT,
        true,
        60,
        List.of(),
        Fidelity.CORE);
  }

  public WorldSettings in(ProtectionMode other) {
    return new WorldSettings(
        seed,
        dataNodes,
        witnesses,
        other,
        confirmations,
        profile,
        clocksDiffer,
        writesEach,
        priorities,
        fidelity);
  }

  public WorldSettings with(Profile other) {
    return new WorldSettings(
        seed,
        dataNodes,
        witnesses,
        mode,
        confirmations,
        other,
        clocksDiffer,
        writesEach,
        priorities,
        fidelity);
  }

  public WorldSettings at(Fidelity other) {
    return new WorldSettings(
        seed,
        dataNodes,
        witnesses,
        mode,
        confirmations,
        profile,
        clocksDiffer,
        writesEach,
        priorities,
        other);
  }

  /** Three data nodes and no witness. */
  public WorldSettings threeDataNodes() {
    return new WorldSettings(
        seed,
        List.of(new NodeId("a"), new NodeId("b"), new NodeId("c")),
        List.of(),
        mode,
        confirmations,
        profile,
        clocksDiffer,
        writesEach,
        priorities,
        fidelity);
  }

  DatabaseSettings database() {
    return new DatabaseSettings(
        new DatabaseName("db"),
        voters(),
        mode,
        confirmations,
        16L << 20,
        dataNodes.stream()
            .map(
                node -> new DataNodeSettings(node, new Endpoint(node.name(), 5432), priority(node)))
            .toList(),
        Optional.of(new VipSettings("10.0.0.100/24", "eth0")),
        profile.roles());
  }

  private int priority(NodeId node) {
    int place = dataNodes.indexOf(node);
    return place < priorities.size() ? priorities.get(place) : USUAL_PRIORITY;
  }

  List<NodeId> voters() {
    return Stream.concat(witnesses.stream(), dataNodes.stream()).toList();
  }
}
