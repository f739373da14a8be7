package dev.regent.config.settings;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The forms of single values, each with the sentence that says what is allowed. */
public final class Texts {
  public static final String HOST_ALLOWED =
      "a host name or an IPv4 address that names one machine, as db1.example.org or 10.0.0.1";
  public static final String PORT_ALLOWED = "a port from 1 to 65535";
  public static final String VIP_ALLOWED =
      "an IPv4 address of one machine with its prefix length, as 10.0.0.100/24";
  public static final String DEVICE_ALLOWED = "a network device of Linux, as eth0 or lo";
  public static final String CELL_NAME_ALLOWED =
      "a small letter, then up to 39 small letters, digits and -";
  public static final String USER_ALLOWED = "a user of the system other than root, as postgres";

  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final Pattern FOUR_NUMBERS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern PREFIX_LENGTH = Pattern.compile("[0-9]{1,2}");
  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,14}");
  private static final Pattern CELL_NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

  private Texts() {}

  /** A name, or an address that names one machine; not 0.0.0.0 and not a mistyped address. */
  public static boolean isHost(String text) {
    return DIGITS_AND_DOTS.matcher(text).matches()
        ? isAddressOfOneMachine(text)
        : HOST.matcher(text).matches();
  }

  public static boolean isPort(long number) {
    return number >= 1 && number <= 65535;
  }

  /** An address of one machine with a prefix length of 1 to 32. */
  public static boolean isVip(String text) {
    int slash = text.indexOf('/');
    return slash > 0
        && isAddressOfOneMachine(text.substring(0, slash))
        && isPrefixLength(text.substring(slash + 1));
  }

  public static boolean isDevice(String text) {
    return DEVICE.matcher(text).matches();
  }

  public static boolean isCellName(String text) {
    return CELL_NAME.matcher(text).matches();
  }

  public static boolean isUser(String text) {
    return USER.matcher(text).matches() && !text.equals("root");
  }

  private static boolean isPrefixLength(String text) {
    if (!PREFIX_LENGTH.matcher(text).matches()) {
      return false;
    }
    int length = Integer.parseInt(text);
    return length >= 1 && length <= 32;
  }

  /** Neither "this network" (0.x) nor multicast, reserved and broadcast (224 and above). */
  private static boolean isAddressOfOneMachine(String text) {
    if (!FOUR_NUMBERS.matcher(text).matches()) {
      return false;
    }
    int[] numbers = Arrays.stream(text.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    return numbers[0] >= 1
        && numbers[0] <= 223
        && Arrays.stream(numbers).allMatch(number -> number <= 255);
  }
}
