"""Trains the digit classifier and exports it to ../model/digits.onnx.

    apt-get install python3-torch npm
    OMP_NUM_THREADS=2 /usr/bin/python3 train.py

Same versions, threads and kind of CPU give the same file, byte for byte.
"""
import os

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import mnist

MODEL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "model", "digits.onnx")
EPOCHS = 3
BATCH = 64
LEARNING_RATE = 1.0
DECAY = 0.7
SEED = 1


class Net(nn.Module):
    """Probabilities [N,10] of float32 [N,1,28,28], ink 1 and paper 0. Normalises itself: callers only divide by 255."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3)
        self.conv2 = nn.Conv2d(32, 64, 3)
        self.dropout1 = nn.Dropout(0.25)
        self.dropout2 = nn.Dropout(0.5)
        self.fc1 = nn.Linear(9216, 128)
        self.fc2 = nn.Linear(128, 10)

    def logits(self, x):
        x = (x - 0.1307) / 0.3081
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = self.dropout1(F.max_pool2d(x, 2))
        x = F.relu(self.fc1(torch.flatten(x, 1)))
        return self.fc2(self.dropout2(x))

    def forward(self, x):
        return F.softmax(self.logits(x), dim=1)


def load(split):
    images, labels = mnist.load(split)
    inputs = torch.from_numpy(images.astype(np.float32) / 255.0).unsqueeze(1)
    return inputs, torch.from_numpy(labels.astype(np.int64))


def train_epoch(model, optimizer, inputs, labels):
    model.train()
    for batch in torch.randperm(len(inputs)).split(BATCH):
        optimizer.zero_grad()
        F.cross_entropy(model.logits(inputs[batch]), labels[batch]).backward()
        optimizer.step()


def count_correct(model, inputs, labels):
    model.eval()
    with torch.no_grad():
        answers = torch.cat([model(part).argmax(1) for part in inputs.split(1000)])
    return int((answers == labels).sum())


def export(model, path):
    model.eval()
    axes = {"input": {0: "batch"}, "probabilities": {0: "batch"}}
    torch.onnx.export(
        model, torch.zeros(1, 1, 28, 28), path,
        input_names=["input"], output_names=["probabilities"], dynamic_axes=axes, opset_version=13,
    )


def main():
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    inputs, labels = load("train")
    test_inputs, test_labels = load("t10k")
    model = Net()
    optimizer = torch.optim.Adadelta(model.parameters(), lr=LEARNING_RATE)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=DECAY)
    for epoch in range(EPOCHS):
        train_epoch(model, optimizer, inputs, labels)
        scheduler.step()
        correct = count_correct(model, test_inputs, test_labels)
        print("epoch %d: %d of %d held-out digits correct" % (epoch + 1, correct, len(test_labels)), flush=True)
    export(model, MODEL)


if __name__ == "__main__":
    main()
