/**
 * A witness besides the app: takes the practice portal's key from the keychain, as a program of
 * its own, asks the portal over HTTP for its tariff and prints the due date. Never the key.
 *
 * Usage: node ask-portal.mjs ADDRESS
 */
// eslint-disable-next-line no-restricted-imports -- a witness must not go through the app
import keytar from 'keytar';

const [address] = process.argv.slice(2);
const saved = await keytar.findCredentials('Gatehouse');
const answers = await Promise.all(
  saved.map(({ password }) =>
    fetch(`${address}/api/2.0/portal/tariff?refresh=true`, {
      headers: { authorization: `Bearer ${password}`, accept: 'application/json' },
    }),
  ),
);
const good = answers.find(({ status }) => status === 200);
if (good === undefined) {
  console.error(`No key in the keychain is taken by ${address} (${saved.length} tried).`);
  process.exitCode = 1;
} else {
  const { response } = await good.json();
  console.log(response.dueDate);
}
