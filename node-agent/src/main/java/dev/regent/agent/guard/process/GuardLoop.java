package dev.regent.agent.guard.process;

import dev.regent.agent.clock.BootClock;
import dev.regent.agent.guard.core.Answer;
import dev.regent.agent.guard.core.Asker;
import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.guard.core.GuardRules;
import dev.regent.agent.guard.core.GuardState;
import dev.regent.agent.guard.core.GuardStep;
import dev.regent.agent.guard.wire.FromGuard;
import dev.regent.agent.guard.wire.ToGuard;
import dev.regent.agent.guard.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The thread that decides: daemons' words, ends of effects and time go in, one after the other.
 *
 * <p>It does nothing that can block. A wait is at most 100 ms, because it does not count the time
 * of a suspended machine, and the deadline does.
 */
final class GuardLoop {
  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final BootClock clock;
  private final GuardLog log;
  private final Selector selector;
  private final Queue<GuardInput> inbox = new ConcurrentLinkedQueue<>();
  private final Map<Long, Pipe> pipes = new HashMap<>();
  private volatile GuardState state;
  private long connections;

  GuardLoop(GuardState state, BootClock clock, GuardLog log) throws IOException {
    this.state = state;
    this.clock = clock;
    this.log = log;
    this.selector = Selector.open();
  }

  /** From any thread: something ended. */
  void post(GuardInput input) {
    inbox.add(input);
    selector.wakeup();
  }

  /** From any thread: what holds at this moment, for the check right before an effect (H3). */
  GuardState state() {
    return state;
  }

  /** Runs for ever. */
  void run(ServerSocketChannel server, Hands hands) throws IOException {
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    while (true) {
      step(new GuardInput.Tick(), hands);
      selector.select(waitMillis());
      for (SelectionKey key : selector.selectedKeys()) {
        ready(key, server, hands);
      }
      selector.selectedKeys().clear();
      for (GuardInput input = inbox.poll(); input != null; input = inbox.poll()) {
        step(input, hands);
      }
    }
  }

  private long waitMillis() {
    long longest = LONGEST_WAIT.toMillis();
    return state
        .wakeAt()
        .map(at -> at.since(clock.now()).toNanos())
        .map(nanos -> Math.clamp(nanos / NANOS_PER_MILLI + 1, 1, longest))
        .orElse(longest);
  }

  private void ready(SelectionKey key, ServerSocketChannel server, Hands hands) throws IOException {
    if (!key.isValid()) {
      return;
    }
    if (key.attachment() instanceof Pipe pipe) {
      read(pipe, hands);
    } else {
      accept(server);
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      Pipe pipe = new Pipe(++connections, channel);
      pipes.put(pipe.id(), pipe);
      channel.register(selector, SelectionKey.OP_READ, pipe);
    }
  }

  private void read(Pipe pipe, Hands hands) {
    try {
      for (byte[] body : pipe.read()) {
        hear(pipe, Wire.toGuard(body), hands);
      }
    } catch (IOException broken) {
      close(pipe.id(), broken.toString());
      step(new GuardInput.ConnectionClosed(pipe.id()), hands);
    }
  }

  private void hear(Pipe pipe, ToGuard word, Hands hands) throws IOException {
    switch (word) {
      case ToGuard.Hello(int version) -> hello(pipe, version, hands);
      case ToGuard.Ask ask ->
          step(new GuardInput.Asked(new Asker(pipe.id(), ask.request()), ask.command()), hands);
      case ToGuard.Unknown(long request, int verb) ->
          pipe.send(
              Wire.frame(
                  new FromGuard.Answered(
                      request, new Answer.Refused("this guard does not know verb " + verb))));
    }
  }

  // Another version reads no more than the version, and takes nothing over.
  private void hello(Pipe pipe, int version, Hands hands) throws IOException {
    if (version == Wire.VERSION) {
      step(new GuardInput.TakeOver(pipe.id()), hands);
    } else {
      pipe.send(welcome());
    }
  }

  private void step(GuardInput input, Hands hands) {
    GuardStep step = GuardRules.decide(state, input, clock.now());
    String before = state.watchdog().stand().text();
    state = step.next();
    String after = state.watchdog().stand().text();
    if (!after.equals(before)) {
      log.say("watchdog " + after);
    }
    for (GuardEffect effect : step.effects()) {
      perform(effect, hands);
    }
  }

  private void perform(GuardEffect effect, Hands hands) {
    switch (effect) {
      case GuardEffect.Reply(Asker asker, Answer answer) -> {
        if (answer instanceof Answer.Refused refused) {
          log.say("refused request=" + asker.request() + " reason=" + refused.reason());
        }
        send(asker.connection(), Wire.frame(new FromGuard.Answered(asker.request(), answer)));
      }
      case GuardEffect.Welcome(long connection) -> send(connection, welcome());
      case GuardEffect.ReportGone(long connection) ->
          send(connection, Wire.frame(new FromGuard.PostgresGone()));
      case GuardEffect.ClosePipe(long connection) -> close(connection, "a newer daemon is served");
      case GuardEffect.KillAll kill -> hands.kill(kill);
      case GuardEffect.StartPostgres start -> hands.start(start);
      case GuardEffect.SignalPromote promote -> hands.promote(promote);
      case GuardEffect.Store store -> hands.store(store);
      case GuardEffect.Scan scan -> hands.scan(scan);
      case GuardEffect.VipChange change -> hands.changeVip(change);
      case GuardEffect.WatchdogChange change -> hands.changeWatchdog(change);
    }
  }

  private ByteBuffer welcome() {
    GuardState now = state;
    return Wire.frame(
        new FromGuard.Welcome(
            now.session(),
            new FromGuard.Held(
                now.rights().armed(),
                now.rights().dead(),
                now.obeyed(),
                now.paused(),
                now.rights().fired(),
                now.server().postmaster())));
  }

  private void send(long connection, ByteBuffer frame) {
    Pipe pipe = pipes.get(connection);
    if (pipe == null) {
      return;
    }
    try {
      pipe.send(frame);
    } catch (IOException broken) {
      close(connection, broken.toString());
      post(new GuardInput.ConnectionClosed(connection));
    }
  }

  private void close(long connection, String why) {
    Pipe pipe = pipes.remove(connection);
    if (pipe != null) {
      log.say("pipe closed connection=" + connection + " reason=" + why);
      pipe.close();
    }
  }
}
