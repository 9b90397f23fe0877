// expect: output-limit
for (;;) {
  console.log('out'.repeat(1000));
  console.error('err'.repeat(1000));
}
