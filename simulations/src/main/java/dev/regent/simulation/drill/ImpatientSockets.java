package dev.regent.simulation.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.SocketFactory;

/** Sockets that connect and log in within milliseconds: pgjdbc itself only knows seconds. */
public final class ImpatientSockets extends SocketFactory {
  /**
   * The {@code socketTimeout} that goes with them. Without one pgjdbc swallows every timeout and
   * reads on for ever; this one stands for the limit in milliseconds.
   */
  static final int SOCKET_TIMEOUT_SECONDS = 86_400;

  private final int limitMillis;

  /** Called by pgjdbc with the value of {@code socketFactoryArg}. */
  public ImpatientSockets(String limitMillis) {
    this.limitMillis = Integer.parseInt(limitMillis);
  }

  @Override
  public Socket createSocket() {
    int limit = limitMillis;
    return new Socket() {
      @Override
      public void connect(SocketAddress address, int ignored) throws IOException {
        setSoTimeout(limit);
        super.connect(address, limit);
      }

      @Override
      public void setSoTimeout(int millis) throws SocketException {
        super.setSoTimeout(millis == SOCKET_TIMEOUT_SECONDS * 1_000 ? limit : millis);
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = createSocket();
    socket.connect(address, limitMillis);
    return socket;
  }
}
