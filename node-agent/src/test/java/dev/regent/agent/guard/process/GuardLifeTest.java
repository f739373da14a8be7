package dev.regent.agent.guard.process;

import static dev.regent.agent.guard.process.GuardedNode.in;
import static dev.regent.agent.guard.process.GuardedNode.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.agent.guard.Guard.GuardLost;
import dev.regent.agent.guard.GuardSettings;
import dev.regent.agent.guard.client.GuardClient;
import dev.regent.agent.guard.wire.GuardArguments;
import dev.regent.agent.process.Libc;
import dev.regent.agent.process.ProcessStat;
import dev.regent.protocol.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** H3, L5: taking over, freezing, dying and replacing a real guard. */
@Tag("process")
class GuardLifeTest {
  private static final int SIGCONT = 18;
  private static final Duration LEASE = Duration.ofSeconds(2);

  private final GuardedNode node = GuardedNode.create();

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void lastsThroughANewDaemonThatRenewsTheSameToken() throws Exception {
    GuardClient first = node.attach();
    node.startPrimary(first, token(1), LEASE);
    Checks.done(first.obey(token(4).revision()));
    CountDownLatch lost = new CountDownLatch(1);
    first.onLost(lost::countDown);

    GuardClient second = node.attach();

    assertThat(lost.await(5, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> first.arm(token(1), in(LEASE))).isInstanceOf(GuardLost.class);
    assertThat(second.session()).isEqualTo(first.session());
    assertThat(second.holding().armed()).contains(token(1));
    assertThat(second.holding().obeyed()).isEqualTo(token(4).revision());
    assertThat(second.holding().postmasterPid()).contains(node.postmaster());
    Checks.refused(second.obey(token(3).revision()), "newer");
    Checks.done(second.arm(token(1), in(LEASE.multipliedBy(2))));
    Checks.always("f", LEASE.plusMillis(200), () -> node.sql("select pg_is_in_recovery()"));
    node.awaitNoProcess();
  }

  @Test
  void refusesToPromoteWhenItWasFrozenPastItsDeadline() throws Exception {
    GuardClient guard = node.attach();
    node.startStandby(guard);
    Duration lease = Duration.ofMillis(500);
    Checks.done(guard.arm(token(1), in(lease)));
    var deadline = in(lease);

    long pid = node.guardPid();
    Libc.kill(pid, Libc.SIGSTOP);
    Checks.await("frozen", () -> ProcessStat.read(pid).get().state() == 'T');
    var promotion = CompletableFuture.supplyAsync(() -> guard.promote(token(1)));
    Checks.await("the deadline", () -> GuardedNode.CLOCK.now().isAtLeast(deadline));
    Libc.kill(pid, SIGCONT);

    Checks.refused(promotion.get(5, TimeUnit.SECONDS), "not armed, or dead");
    node.awaitNoProcess();
    assertThat(node.postgresLog()).doesNotContain("received promote request");
  }

  @Test
  void livesInASessionOfItsOwnAndPostgresIsItsChildOfNoHigherPriority() {
    GuardClient guard = node.attach();
    node.startStandby(guard);
    long pid = node.guardPid();

    assertThat(Libc.sessionOf(pid)).isNotEqualTo(Libc.sessionOf(ProcessHandle.current().pid()));
    assertThat(ProcessStat.read(node.postmaster()).get().parent()).isEqualTo(pid);
    assertThat(node.niceness(node.postmaster()))
        .isEqualTo(node.niceness(ProcessHandle.current().pid()));
  }

  @Test
  void takesPostgresWithItWhenItIsKilled() throws Exception {
    GuardClient guard = node.attach();
    Session before = guard.session();
    node.startPrimary(guard, token(1), Duration.ofSeconds(30));
    node.putSignalBack();
    CountDownLatch lost = new CountDownLatch(1);
    guard.onLost(lost::countDown);

    node.killGuard();

    assertThat(lost.await(5, TimeUnit.SECONDS)).isTrue();
    node.awaitNoProcess();
    GuardClient next = node.attach();
    assertThat(next.session()).isGreaterThan(before);
    assertThat(next.holding().armed()).isEmpty();
    node.startStandby(next);
  }

  @Test
  void killsWhatAnEarlierGuardLeftBeforeItOpensASession() {
    GuardClient guard = node.attach();
    guard.close();
    node.killGuard();
    Process byHand = node.startByHand();
    Checks.await("answers", () -> "t".equals(node.sql("select pg_is_in_recovery()")));

    node.attach();

    assertThat(byHand.isAlive()).isFalse();
    assertThat(node.processes()).isEmpty();
  }

  @Test
  void isReplacedOnlyAfterItIsConfirmedDeadWhenItDoesNotAnswer() {
    GuardClient guard = node.attach();
    Session before = guard.session();
    long frozen = node.guardPid();
    Libc.kill(frozen, Libc.SIGSTOP);
    Checks.await("frozen", () -> ProcessStat.read(frozen).get().state() == 'T');

    GuardClient next = node.attach();

    assertThat(next.session()).isGreaterThan(before);
    assertThat(node.guardPid()).isNotEqualTo(frozen);
    assertThat(ProcessStat.read(frozen).filter(ProcessStat::isAlive)).isEmpty();
  }

  @Test
  void refusesToBeTheSecondOnADataDirectory() throws Exception {
    GuardClient guard = node.attach();
    GuardSettings elsewhere =
        new GuardSettings(
            node.settings().node(),
            node.data(),
            node.settings().runDirectory().resolveSibling("run2"),
            node.settings().stateDirectory(),
            node.settings().vip(),
            node.settings().watchdog(),
            List.of());
    Files.createDirectories(elsewhere.runDirectory());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(GuardMain.class.getName());
    command.addAll(GuardArguments.of(elsewhere));

    Process second = new ProcessBuilder(command).redirectErrorStream(true).start();

    String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(second.waitFor()).isEqualTo(3);
    assertThat(said).contains("another guard lives").contains(Long.toString(node.guardPid()));
    Checks.done(guard.obey(token(1).revision()));
  }

  @Test
  void saysSoWhenItsRunDirectoryIsTooLongForASocket() {
    GuardSettings settings =
        new GuardSettings(
            node.settings().node(),
            node.data(),
            Path.of("/tmp/" + "x".repeat(120)),
            node.settings().stateDirectory(),
            node.settings().vip(),
            node.settings().watchdog(),
            List.of());

    assertThatThrownBy(() -> new dev.regent.agent.guard.GuardFiles(settings).socket())
        .hasMessageContaining("choose a shorter run directory");
  }
}
