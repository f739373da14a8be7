package dev.regent.agent.process;

import java.io.IOException;

/** A device that is open for writing. */
public interface Device extends AutoCloseable {
  /**
   * An ioctl(2) that takes an int by its address and may change it.
   *
   * @return what the int is afterwards
   */
  int exchange(long request, int value) throws IOException;

  /** Writes one byte. */
  void write(byte value) throws IOException;

  /** Closes it; it is closed also when this fails. */
  @Override
  void close() throws IOException;
}
