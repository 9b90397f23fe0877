// Preloaded into the server by the launcher: a launcher that is killed outright takes its server with it,
// which would otherwise keep the port and the data folder.
if (process.channel && process.env.LOAM_LAUNCHER === String(process.ppid)) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
