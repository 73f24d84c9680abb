import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/**
 * Hazelcast's IExecutorService: two members in JVMs of their own with a thread each, and this JVM, a member that stores
 * and runs nothing. On the loopback interface alone. Started with three free ports, or with none: then it finds some.
 */
final class HazelcastMembers {
  private static final int FACTORY = 1;
  private static final int PLUS_ONE = 1;
  private static final int BURN = 2;

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      Hazelcast.newHazelcastInstance(config(List.of(arguments), 0, false));
      while (System.in.read() >= 0) {} // ends with the JVM that started it, however that ends
      Runtime.getRuntime().halt(0);
    }
    var ports = freePorts(3);
    var members = new ArrayList<Process>();
    try {
      for (int i = 1; i <= 2; i++) {
        members.add(member(List.of(ports.get(i), ports.get(0), ports.get(3 - i))));
      }
      serve(Hazelcast.newHazelcastInstance(config(ports, 0, true)));
    } finally {
      members.forEach(Process::destroyForcibly);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void serve(HazelcastInstance here) throws Exception {
    while (here.getCluster().getMembers().size() < 3) {
      Thread.sleep(10);
    }
    IExecutorService executor = here.getExecutorService("work");
    var workers = here.getCluster().getMembers().stream().filter(member -> !member.isLiteMember()).toList();
    Conversation.hold(new Members(executor, workers.get(0), workers.get(1)));
  }

  private static final class Members implements Conversation.Pool {
    private final IExecutorService executor;
    private final Member[] workers;
    private int next;

    Members(IExecutorService executor, Member... workers) {
      this.executor = executor;
      this.workers = workers;
    }

    private Future<Long> submit(Callable<Long> task) {
      next ^= 1;
      return executor.submitToMember(task, workers[next]);
    }

    @Override
    public Future<Long> plusOne(long value) {
      return submit(new Task(PLUS_ONE, value));
    }

    @Override
    public Future<Long> burn(long steps) {
      return submit(new Task(BURN, steps));
    }
  }

  /** In the fastest of Hazelcast's own forms. */
  static final class Task implements Callable<Long>, IdentifiedDataSerializable {
    private final int kind;
    private long number;

    Task(int kind, long number) {
      this.kind = kind;
      this.number = number;
    }

    @Override
    public Long call() {
      return kind == PLUS_ONE ? Conversation.plusOneHere(number) : Conversation.burn(number);
    }

    @Override
    public int getFactoryId() {
      return FACTORY;
    }

    @Override
    public int getClassId() {
      return kind;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
      out.writeLong(number);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
      number = in.readLong();
    }
  }

  private static Config config(List<String> ports, int own, boolean lite) {
    var config = new Config().setClusterName("thresher-peers").setLiteMember(lite);
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.addExecutorConfig(new ExecutorConfig("work", 1).setStatisticsEnabled(false));
    config.getSerializationConfig().addDataSerializableFactory(FACTORY, kind -> new Task(kind, 0));
    var network = config.getNetworkConfig().setPort(Integer.parseInt(ports.get(own))).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    var join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    ports.forEach(port -> join.getTcpIpConfig().addMember("127.0.0.1:" + port));
    return config;
  }

  private static Process member(List<String> ports) throws IOException {
    var command = new ArrayList<String>();
    var here = ProcessHandle.current().info();
    command.add(here.command().orElseThrow());
    for (var flag : java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      command.add(flag);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), HazelcastMembers.class.getName()));
    command.addAll(ports);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<String> freePorts(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    var ports = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      ports.add(Integer.toString(sockets.get(i).getLocalPort()));
    }
    for (var socket : sockets) {
      socket.close();
    }
    return ports;
  }
}
