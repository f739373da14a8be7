package dev.regent.controller.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Only peers' sockets are touched, each of them once, and none is missed. */
class PeerSocketsTest {
  @Test
  void findsBothEndsOfAPeersConnectionAndNoOther() throws IOException {
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PeerSockets sockets = new PeerSockets(Set.of(peer.getLocalPort()));
      int listening = sockets.look();
      try (SocketChannel near = connect(peer);
          SocketChannel other = connect(stranger);
          var far = peer.accept()) {
        assertThat(near.isConnected() && other.isConnected() && far.isConnected()).isTrue();
        assertThat(listening).isEqualTo(1);
        assertThat(sockets.look()).isEqualTo(2);
        assertThat(sockets.look()).isZero();
      }
    }
  }

  @Test
  void oneThatWasNotConnectedYetIsFoundOnceItIs() throws IOException {
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel near = SocketChannel.open()) {
      PeerSockets sockets = new PeerSockets(Set.of(peer.getLocalPort()));
      assertThat(sockets.look()).isEqualTo(1);
      assertThat(near.connect(peer.getLocalSocketAddress())).isTrue();
      assertThat(sockets.look()).isEqualTo(1);
      assertThat(sockets.look()).isZero();
    }
  }

  private static SocketChannel connect(ServerSocket server) throws IOException {
    return SocketChannel.open(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
  }
}
