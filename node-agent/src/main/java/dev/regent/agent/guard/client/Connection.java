package dev.regent.agent.guard.client;

import dev.regent.agent.guard.core.Answer;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.wire.FromGuard;
import dev.regent.agent.guard.wire.Wire;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One pipe to a guard: frames out, frames in, answers matched to requests.
 *
 * <p><b>Failure modes.</b> {@link #ask} gives a future that fails when the pipe breaks; nothing
 * says then whether the guard did what was asked.
 */
final class Connection implements AutoCloseable {
  private final SocketChannel channel;
  private final Map<Long, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();
  private final CompletableFuture<FromGuard> welcome = new CompletableFuture<>();

  private Connection(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects and says hello; the guard's word on it is {@link #welcome}. */
  static Connection open(Path socket) throws IOException {
    Connection connection = new Connection(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    connection.send(Wire.hello(Wire.VERSION));
    return connection;
  }

  /** Welcome, or another version. */
  CompletableFuture<FromGuard> welcome() {
    return welcome;
  }

  /** Sends a command. */
  CompletableFuture<Answer> ask(GuardCommand command) throws IOException {
    long request = requests.incrementAndGet();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    waiting.put(request, answer);
    send(Wire.ask(request, command));
    return answer;
  }

  /**
   * Reads until the pipe breaks; runs on a thread of its own.
   *
   * @param gone called for every {@link FromGuard.PostgresGone}
   */
  void listen(Runnable gone) throws IOException {
    DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
    while (true) {
      byte[] body = new byte[Wire.bodyLength(in.readInt())];
      in.readFully(body);
      hear(Wire.fromGuard(body), gone);
    }
  }

  /** Fails whoever still waits. */
  void fail(String reason) {
    EOFException lost = new EOFException(reason);
    welcome.completeExceptionally(lost);
    waiting.values().forEach(answer -> answer.completeExceptionally(lost));
    waiting.clear();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException closedAnyway) {
      // The guard sees the end of the pipe either way.
    }
  }

  private void hear(FromGuard word, Runnable gone) {
    switch (word) {
      case FromGuard.Welcome it -> welcome.complete(it);
      case FromGuard.OtherVersion it -> welcome.complete(it);
      case FromGuard.PostgresGone() -> gone.run();
      case FromGuard.Answered(long request, Answer answer) -> {
        CompletableFuture<Answer> asked = waiting.remove(request);
        if (asked != null) {
          asked.complete(answer);
        }
      }
    }
  }

  private synchronized void send(ByteBuffer frame) throws IOException {
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }
}
