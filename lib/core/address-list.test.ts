import { expect, it } from 'vitest';
import { addressList, addressRange, callerNetwork } from './address-list';

it('knows the addresses of its ranges, however they are written', () => {
  const listed = addressList(['127.0.0.1', '10.0.0.0/8', '2001:db8::/32']);
  for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '10.255.1.2', '2001:db8::7', '2001:0db8:1::1'])
    expect(listed(address), address).toBe(true);
  for (const address of ['127.0.0.2', '11.0.0.1', '2001:db9::1', '::1', 'proxy.example', '']) expect(listed(address), address).toBe(false);
  expect(addressList([])('127.0.0.1')).toBe(false);
});

it.each(['10.0.0.0/33', '10.0.0/8', '::/129', '10.0.0.1/8/8', '10.0.0.1/', 'example.org', '*'])('does not take %s for a range', (text) =>
  expect(addressRange(text)).toBeUndefined(),
);

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:DB8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
  ['2001:db8:0:1::9', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('counts %s as %s', (address, network) => expect(callerNetwork(address)).toBe(network));
