package dev.regent.agent.postgres;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the engine needs to know about the server of one node.
 *
 * <p><b>Invariants.</b> 1 all paths are absolute; 2 the run directory lies outside the data
 * directory, because pg_rewind and pg_basebackup copy the source's data directory; 3 peers do not
 * name the own node.
 *
 * @param database the database that the data directory must belong to
 * @param node the own node; also cluster_name and application_name
 * @param endpoint where the server listens for peers
 * @param peers the other data nodes
 * @param binDirectory programs of exactly one major version, 13 to 18
 * @param dataDirectory the data directory
 * @param runDirectory files of this node only: settings, pg_hba, passfile, socket; written again at
 *     every start, so a reboot may empty it
 * @param logFile the server's log
 * @param osUser who runs PostgreSQL when the daemon is root; ignored otherwise
 * @param secrets passwords of Regent's roles
 * @param mode the protection mode
 * @param leaseTtl bounds of replication and TCP timeouts derive from it
 * @param extraSettings the user's own settings; they override Regent's, with a warning
 */
public record PostgresSettings(
    DatabaseName database,
    NodeId node,
    Endpoint endpoint,
    List<Peer> peers,
    Path binDirectory,
    Path dataDirectory,
    Path runDirectory,
    Path logFile,
    String osUser,
    Secrets secrets,
    ProtectionMode mode,
    Duration leaseTtl,
    Map<String, String> extraSettings) {

  /** Another data node. */
  public record Peer(NodeId node, Endpoint endpoint) {}

  public PostgresSettings {
    for (Path path : List.of(binDirectory, dataDirectory, runDirectory, logFile)) {
      Invariants.require(path.isAbsolute(), "an absolute path, got: " + path);
    }
    Invariants.require(
        !runDirectory.startsWith(dataDirectory), "run directory outside " + dataDirectory);
    NodeId own = node;
    Invariants.require(
        peers.stream().noneMatch(peer -> peer.node().equals(own)), "peers without " + node);
    peers = List.copyOf(peers);
    extraSettings = new TreeMap<>(extraSettings);
  }

  String program(String name) {
    return binDirectory.resolve(name).toString();
  }

  /** The physical slot that a node uses on whatever it follows. */
  static String slotOf(NodeId node) {
    return "regent_" + node;
  }
}
