package dev.regent.agent.guard.process;

import dev.regent.agent.guard.wire.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** One daemon's connection, never waited for. */
final class Pipe {
  private final long id;
  private final SocketChannel channel;
  private ByteBuffer buffer = ByteBuffer.allocate(512);

  Pipe(long id, SocketChannel channel) {
    this.id = id;
    this.channel = channel;
  }

  long id() {
    return id;
  }

  /**
   * The bodies of the frames that are complete.
   *
   * @throws IOException at the end of the stream too
   */
  List<byte[]> read() throws IOException {
    if (channel.read(buffer) < 0) {
      throw new EOFException("closed by the daemon");
    }
    buffer.flip();
    List<byte[]> bodies = new ArrayList<>();
    int wanted = Wire.HEADER_BYTES;
    while (buffer.remaining() >= Wire.HEADER_BYTES) {
      int length = Wire.bodyLength(buffer.getInt(buffer.position()));
      wanted = Wire.HEADER_BYTES + length;
      if (buffer.remaining() < wanted) {
        break;
      }
      byte[] body = new byte[length];
      buffer.getInt();
      buffer.get(body);
      bodies.add(body);
    }
    makeRoom(wanted);
    return bodies;
  }

  /**
   * Sends a frame at once.
   *
   * @throws IOException when the daemon reads so slowly that there is no room for it
   */
  void send(ByteBuffer frame) throws IOException {
    channel.write(frame);
    if (frame.hasRemaining()) {
      throw new IOException("the daemon does not read");
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException closedAnyway) {
      // Nothing is lost: no byte of it counts any more.
    }
  }

  private void makeRoom(int wanted) {
    if (buffer.capacity() >= wanted) {
      buffer.compact();
    } else {
      buffer = ByteBuffer.allocate(wanted).put(buffer);
    }
  }
}
