package dev.regent.controller.actor;

import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.DataNodeSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.NodeRole;
import dev.regent.config.settings.NodeSettings;
import dev.regent.config.settings.Profile;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;

/** A cell of two data nodes and a witness, on loopback addresses of their own. */
final class Cells {
  static final DatabaseName ORDERS = new DatabaseName("orders");
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");
  static final NodeId W = new NodeId("w");

  private Cells() {}

  static CellSettings three() {
    int port = freePort();
    return new CellSettings(
        "test",
        List.of(
            node(A, NodeRole.DATA, "127.0.77.1", port),
            node(B, NodeRole.DATA, "127.0.77.2", port),
            node(W, NodeRole.WITNESS, "127.0.77.3", port)),
        Profile.DEFAULT.lease(),
        Profile.DEFAULT.election(),
        List.of(orders()));
  }

  static DatabaseSettings orders() {
    return new DatabaseSettings(
        ORDERS,
        List.of(A, B, W),
        ProtectionMode.AVAILABILITY,
        1,
        0,
        List.of(
            new DataNodeSettings(A, new Endpoint("127.0.77.1", 5432), 100),
            new DataNodeSettings(B, new Endpoint("127.0.77.2", 5432), 100)),
        Optional.empty(),
        Profile.DEFAULT.roles());
  }

  static VoterSetup setup(NodeId self) {
    return new VoterSetup(
        self,
        orders(),
        Profile.DEFAULT.lease(),
        Profile.DEFAULT.election(),
        orders().votersInOrder(),
        "hash",
        "machine-" + self);
  }

  /** A clock for tests: nanoTime does for one machine that is not suspended. */
  static MonotonicTime now() {
    return new MonotonicTime(System.nanoTime());
  }

  private static NodeSettings node(NodeId id, NodeRole role, String host, int port) {
    return new NodeSettings(id, role, host, port, port + 1);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.77.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
