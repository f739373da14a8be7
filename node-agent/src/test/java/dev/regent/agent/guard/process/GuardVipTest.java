package dev.regent.agent.guard.process;

import static dev.regent.agent.guard.process.GuardedNode.in;
import static dev.regent.agent.guard.process.GuardedNode.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.agent.guard.GuardSettings.VipSettings;
import dev.regent.agent.guard.client.GuardClient;
import dev.regent.agent.process.Libc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P1 on a real network device: a pair of virtual ones, the second plays the neighbour. */
@Tag("process")
class GuardVipTest {
  private static final int SIGCONT = 18;
  private static final String OURS = "regent-t0";
  private static final String NEIGHBOUR = "regent-t1";
  private static final String VIP = "192.0.2.77";

  /** A client has an address of its own. */
  private static final InetAddress ELSEWHERE = InetAddress.getLoopbackAddress();

  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration COMMAND = Duration.ofSeconds(5);

  private final VirtualAddress address = new VirtualAddress(new VipSettings(VIP + "/24", OURS));
  private Optional<GuardedNode> node = Optional.empty();

  @BeforeEach
  void create() {
    boolean allowed = ip("link", "add", OURS, "type", "veth", "peer", "name", NEIGHBOUR).isEmpty();
    Assumptions.assumeTrue(allowed, "may not create network devices here");
    ip("link", "set", OURS, "up");
    ip("link", "set", NEIGHBOUR, "up");
    node = Optional.of(GuardedNode.create(Optional.of(new VipSettings(VIP + "/24", OURS))));
  }

  @AfterEach
  void end() {
    node.ifPresent(GuardedNode::close);
    ip("link", "del", OURS);
  }

  @Test
  void isAddedUnderTheTokenAnnouncedAndGoneAtTheDeadline() throws IOException {
    GuardClient guard = node.orElseThrow().attach();
    Checks.refused(guard.addVip(token(1), LEASE), "not armed");
    Checks.done(guard.arm(token(1), in(LEASE)));
    try (RawSocket neighbour = RawSocket.arp(index(NEIGHBOUR))) {
      Checks.done(guard.addVip(token(1), Duration.ZERO));

      assertThat(address.isHere()).isTrue();
      assertThat(hears(neighbour, announcement())).isTrue();
    }
    Checks.await("dropped", () -> !address.isHere());
  }

  @Test
  void isNotAddedWhileANeighbourHasIt() {
    GuardClient guard = node.orElseThrow().attach();
    ip("addr", "add", VIP + "/24", "dev", NEIGHBOUR);
    Checks.done(guard.arm(token(1), in(LEASE)));

    Checks.refused(guard.addVip(token(1), LEASE), "in use by");

    assertThat(address.isHere()).isFalse();
  }

  @Test
  void isTakenAwayByTheKernelWhenTheGuardIsFrozen() {
    GuardClient guard = node.orElseThrow().attach();
    Checks.done(guard.arm(token(1), in(LEASE.multipliedBy(5))));
    Checks.done(guard.addVip(token(1), LEASE));
    long pid = node.orElseThrow().guardPid();
    Libc.kill(pid, Libc.SIGSTOP);
    try {
      Checks.await("its lifetime ends", LEASE.multipliedBy(3), () -> !address.isHere());
    } finally {
      Libc.kill(pid, SIGCONT);
    }
  }

  @Test
  void isRefreshedAndDroppedWhenAsked() {
    GuardClient guard = node.orElseThrow().attach();
    Checks.done(guard.arm(token(1), in(LEASE.multipliedBy(5))));
    Checks.done(guard.addVip(token(1), LEASE));
    Checks.done(guard.addVip(token(1), LEASE.multipliedBy(2)));

    Checks.done(guard.dropVip());

    assertThat(address.isHere()).isFalse();
    Checks.done(guard.dropVip());
  }

  @Test
  void clientsThatWaitForAnAnswerAreToldWhenItGoes() throws IOException {
    GuardClient guard = node.orElseThrow().attach();
    Checks.done(guard.arm(token(1), in(LEASE.multipliedBy(5))));
    Checks.done(guard.addVip(token(1), LEASE));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(VIP));
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort(), ELSEWHERE, 0);
        Socket held = server.accept()) {
      client.setSoTimeout((int) COMMAND.toMillis());

      Checks.done(guard.dropVip());

      assertThat(held.isConnected()).isTrue();
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void isRemovedByANewGuardWhenAnEarlierOneLeftIt() {
    ip("addr", "add", VIP + "/24", "dev", OURS);

    node.orElseThrow().attach();

    Checks.await("dropped", () -> !address.isHere());
  }

  private static boolean hears(RawSocket socket, byte[] wanted) {
    byte[] heard = new byte[64];
    while (socket.receive(heard) > 0) {
      if (Arrays.equals(heard, 14, 18, wanted, 0, 4)
          && Arrays.equals(heard, 24, 28, wanted, 0, 4)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] announcement() {
    return new byte[] {(byte) 192, 0, 2, 77};
  }

  private static int index(String device) throws SocketException {
    return NetworkInterface.getByName(device).getIndex();
  }

  private static Optional<String> ip(String... words) {
    List<String> command = new java.util.ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    return Commands.run(command, COMMAND);
  }
}
