package dev.regent.agent.postgres;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Nodes a, b, c on free ports, in one temporary directory; everything ends with it. */
final class TestCluster implements AutoCloseable {
  final Path root;
  final List<TestNode> nodes = new ArrayList<>();
  private final List<PostgresSettings.Peer> all = new ArrayList<>();

  TestCluster(String... names) throws IOException {
    root = Files.createTempDirectory("regent-pg-");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : names) {
      all.add(new PostgresSettings.Peer(new NodeId(name), free()));
    }
    for (String name : names) {
      nodes.add(node(name, "orders"));
    }
  }

  TestNode node(String name, String database) throws IOException {
    Path directory = root.resolve(name);
    DurableFiles.forUser("postgres").makeDirectory(directory);
    return new TestNode(new NodeId(name), directory, all, database);
  }

  TestNode get(int index) {
    return nodes.get(index);
  }

  private static Endpoint free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Endpoint("127.0.0.1", socket.getLocalPort());
    }
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(TestNode::close);
    DurableFiles.deleteTree(root);
  }
}
