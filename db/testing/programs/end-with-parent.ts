/** Ends this program when the test that started it is gone, however that ended: its end of the pipe closes. */
process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGKILL'));
